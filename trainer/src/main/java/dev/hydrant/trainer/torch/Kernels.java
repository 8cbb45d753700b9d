package dev.hydrant.trainer.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the hand-written script functions, one resource file each. */
final class Kernels {
  private Kernels() {}

  /** The methods of a kernel file, indented by two spaces. */
  static String text(String name) {
    try (InputStream in = Kernels.class.getResourceAsStream("kernels/" + name + ".py")) {
      if (in == null) {
        throw new IllegalStateException("No kernel file " + name + ".py");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(l -> l.isBlank() ? "\n" : "  " + l + "\n").reduce("", String::concat);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
