package dev.hydrant.trainer.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes or reads a whole file and says how long it is and what it hashes to. */
final class HashingFile {
  /** Produces the contents of a file. */
  interface Content {
    void writeTo(TensorSource.Sink sink) throws IOException;
  }

  private HashingFile() {}

  /** Writes a new file and returns once it would survive a power failure. */
  static Manifest.FileEntry write(Storage storage, Path file, Content content) throws IOException {
    MessageDigest digest = sha256();
    long[] size = {0};
    try (Storage.Writer writer = storage.create(file)) {
      content.writeTo(
          piece -> {
            digest.update(piece.duplicate());
            size[0] += piece.remaining();
            while (piece.hasRemaining()) {
              writer.write(piece);
            }
          });
      writer.force();
    }
    return new Manifest.FileEntry(size[0], hex(digest));
  }

  static Manifest.FileEntry read(Storage storage, Path file) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    long size = 0;
    try (SeekableByteChannel channel = storage.open(file)) {
      while (channel.read(buffer.clear()) >= 0) {
        buffer.flip();
        size += buffer.remaining();
        digest.update(buffer);
      }
    }
    return new Manifest.FileEntry(size, hex(digest));
  }

  static byte[] readAll(Storage storage, Path file) throws IOException {
    try (SeekableByteChannel channel = storage.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      return buffer.array();
    }
  }

  static String sha256(String text) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
