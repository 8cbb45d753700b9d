package dev.hydrant.trainer.data.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Files as NumPy 2.4 writes them, put together by hand. */
final class NumpyBytes {
  private NumpyBytes() {}

  /** Version 1 with a header of 128 bytes, which is what short headers get. */
  static byte[] v1(String descr, String fortran, String shape, String dataHex) {
    String header =
        "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
    return version("934e554d505901007600", header, dataHex);
  }

  /**
   * Any version.
   *
   * @param prefixHex the magic, the version and the length of the header
   */
  static byte[] version(String prefixHex, String header, String dataHex) {
    HexFormat hex = HexFormat.of();
    byte[] prefix = hex.parseHex(prefixHex);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(prefix);
    out.writeBytes(text);
    for (int i = prefix.length + text.length; i < 127; i++) {
      out.write(' ');
    }
    out.write('\n');
    out.writeBytes(hex.parseHex(dataHex.replace(" ", "")));
    return out.toByteArray();
  }

  static Path file(Path folder, byte[] bytes) {
    try {
      return Files.write(folder.resolve("x.npy"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
