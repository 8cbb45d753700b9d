package dev.hydrant.trainer.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file whose size must not change while it is in use, read at any position. It is not mapped:
 * when a mapped file is cut short its pages vanish, which Java reports late or never; here each
 * read checks the size. Nothing is held open in between, so that nothing has to be closed.
 *
 * @param path the file
 * @param bytes its size
 */
public record SizedFile(Path path, long bytes) {
  /** Takes the size of a file. */
  public static SizedFile open(Path path) {
    requireRegular(path);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return new SizedFile(path, channel.size());
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * Reads bytes {@code position .. position + count - 1}.
   *
   * @return a buffer of {@code count} bytes, ready to be read
   * @throws DataException if the file has vanished, has another size now, or cannot be read
   */
  public ByteBuffer read(long position, int count) {
    ByteBuffer into = ByteBuffer.allocate(count);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      while (size == bytes && into.hasRemaining()) {
        if (channel.read(into, position + into.position()) < 0) {
          size = channel.size();
        }
      }
      if (size != bytes) {
        throw new DataException(
            path
                + " has changed while it was in use: it had "
                + bytes
                + " bytes and now has "
                + size
                + ".\nPut the old file back, or start a new run");
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    return into.flip();
  }

  /**
   * Refuses pipes and devices, which would keep whoever opens them waiting for good.
   *
   * @throws DataException if there is something that is neither a file nor a directory
   */
  public static void requireRegular(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new DataException(
          "Cannot read " + path + ": it is a pipe or a device.\nCopy what comes from it to a file");
    }
  }

  /** The message for a file that cannot be read. */
  public static DataException unreadable(Path path, IOException e) {
    if (e instanceof NoSuchFileException) {
      return DataException.missing("Cannot read " + path + ": there is no such file");
    }
    String reason =
        Files.isDirectory(path)
            ? "it is a directory; give its files, e.g. " + path.resolve("*")
            : e instanceof AccessDeniedException
                ? "permission denied"
                : e instanceof CharacterCodingException ? "it is no text in UTF-8" : e.toString();
    return new DataException("Cannot read " + path + ": " + reason, e);
  }
}
