package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * What a short training came to.
 *
 * @param losses training loss of each step, in nats per item
 * @param validation validation loss after the last step
 * @param weights SHA-256 of the final weights: names, types, shapes and bytes
 * @param optimizer SHA-256 of the optimizer's final moments, in the same manner
 * @param sample the text generated at the end
 */
record GoldenCurve(
    List<Double> losses, double validation, String weights, String optimizer, String sample) {

  /** SHA-256 of all tensors of a file by name, whatever the layout of the file. */
  static String hash(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
      for (var tensor : new TreeMap<>(reader.tensors()).entrySet()) {
        String head =
            "%s %s %s\n"
                .formatted(tensor.getKey(), tensor.getValue().type(), tensor.getValue().shape());
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        reader.copy(tensor.getKey(), digest::update);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
