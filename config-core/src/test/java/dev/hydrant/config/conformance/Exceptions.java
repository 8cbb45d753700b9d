package dev.hydrant.config.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reviewed cases in which we mean to differ from Hydra 1.3, each with its reason: {@code
 * exceptions.txt}, lines of {@code id: reason}.
 */
final class Exceptions {
  private static final Map<String, String> REASONS = read();

  private Exceptions() {}

  static Map<String, String> reasons() {
    return REASONS;
  }

  private static Map<String, String> read() {
    Map<String, String> reasons = new LinkedHashMap<>();
    try (InputStream in = Exceptions.class.getResourceAsStream("/conformance/exceptions.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(
              line -> {
                int colon = line.indexOf(": ");
                reasons.put(line.substring(0, colon), line.substring(colon + 2));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reasons;
  }
}
