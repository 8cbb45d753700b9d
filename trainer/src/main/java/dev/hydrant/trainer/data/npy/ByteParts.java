package dev.hydrant.trainer.data.npy;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * More bytes than one buffer takes, in parts of equal size, each of whole elements. A stretch of a
 * file is mapped: the system reads what is used and drops it when memory is short.
 */
final class ByteParts {
  /** Largest part; Java's buffers end at 2 GB. */
  static final int PART = 1 << 30;

  private final SizedFile file;
  private final List<ByteBuffer> parts;
  private final int partBytes;

  private ByteParts(SizedFile file, List<ByteBuffer> parts, int partBytes) {
    this.file = file;
    this.parts = parts;
    this.partBytes = partBytes;
  }

  /**
   * Maps a stretch of a file.
   *
   * @param element bytes of one element; none lies across two parts
   * @param largest size of a part
   */
  static ByteParts map(SizedFile file, long offset, long length, int element, int largest) {
    int part = wholeElements(element, largest);
    List<ByteBuffer> parts = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      for (long at = 0; at < length; at += part) {
        long size = Math.min(part, length - at);
        parts.add(channel.map(MapMode.READ_ONLY, offset + at, size));
      }
    } catch (IOException e) {
      throw SizedFile.unreadable(file.path(), e);
    }
    return new ByteParts(file, parts, part);
  }

  /** Bytes in memory, in parts of {@link #wholeElements} but for the last. */
  static ByteParts of(List<ByteBuffer> parts, int element, int largest) {
    return new ByteParts(null, List.copyOf(parts), wholeElements(element, largest));
  }

  static int wholeElements(int element, int largest) {
    return Math.max(1, largest / element) * element;
  }

  /** The part that holds a byte. */
  ByteBuffer part(long at) {
    return parts.get((int) (at / partBytes));
  }

  /** The place of a byte in its part. */
  int within(long at) {
    return (int) (at % partBytes);
  }

  /**
   * Throws if the file has been changed: the pages of a mapped file that was cut short are gone,
   * and touching them raises an error that says nothing.
   */
  void checkUnchanged() {
    if (file == null) {
      return;
    }
    try {
      long now = Files.size(file.path());
      if (now != file.bytes()) {
        throw changed("it had %,d bytes and now has %,d".formatted(file.bytes(), now), null);
      }
    } catch (IOException e) {
      throw SizedFile.unreadable(file.path(), e);
    }
  }

  /** The message for a page that is gone. */
  DataException gone(InternalError e) {
    return changed("a part of it is gone (" + e.getMessage() + ")", e);
  }

  private DataException changed(String how, Throwable cause) {
    return new DataException(
        "%s has changed while it was in use: %s.\nPut the old file back, or start a new run"
            .formatted(file.path(), how),
        cause);
  }
}
