package dev.hydrant.trainer.data.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Divides documents into training and validation by their content alone: a document is held out if
 * the first 53 bits of the SHA-256 of its UTF-8 text, as a number in [0, 1), are below a fraction.
 * So equal documents never stand on both sides, and no order or neighbour matters.
 */
final class Split {
  private Split() {}

  static boolean isValidation(String document, double fraction) {
    byte[] hash = Hashes.sha256().digest(document.getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53 < fraction;
  }
}
