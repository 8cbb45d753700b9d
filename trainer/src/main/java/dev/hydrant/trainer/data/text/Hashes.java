package dev.hydrant.trainer.data.text;

import dev.hydrant.trainer.data.SizedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files. */
final class Hashes {
  private Hashes() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The hash of a file's bytes, in hexadecimal. */
  static String sha256(Path file) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    } catch (IOException e) {
      throw SizedFile.unreadable(file, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static long size(Path file) {
    SizedFile.requireRegular(file);
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw SizedFile.unreadable(file, e);
    }
  }
}
