package dev.hydrant.trainer.data.npy;

import dev.hydrant.trainer.data.NewFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Writes an array to a file, at once or some rows at a time, so that it may be larger than memory.
 * The file appears in one step when it is whole; closed before, nothing remains.
 *
 * <pre>{@code
 * try (NpyWriter ids = NpyWriter.open(file)) {
 *   for (short[] block : blocks) {
 *     ids.append(NpyData.of(block, block.length / 100, 100)); // [n, 100]
 *   }
 *   ids.finish();
 * }
 * }</pre>
 */
public final class NpyWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 18;

  private final Path target;
  private final NewFile file;
  private final FileChannel channel;
  private NpyData first;
  private long rows;

  private NpyWriter(Path target, NewFile file, FileChannel channel) {
    this.target = target;
    this.file = file;
    this.channel = channel;
  }

  /**
   * Starts a file, whose type and shape follow from the first rows.
   *
   * @throws dev.hydrant.trainer.data.DataException if the place cannot be written
   */
  public static NpyWriter open(Path target) {
    try {
      NewFile file = NewFile.in(target);
      FileChannel channel =
          FileChannel.open(
              file.temporary(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new NpyWriter(target, file, channel);
    } catch (IOException e) {
      throw NewFile.unwritable(target, e);
    }
  }

  /** Writes a whole array. */
  public static void write(Path target, NpyData data) {
    try (NpyWriter writer = open(target)) {
      writer.start(data);
      writer.finish();
    }
  }

  /**
   * Appends rows, the first dimension.
   *
   * @throws IllegalArgumentException if they are of another type or shape than those before
   */
  public void append(NpyData data) {
    if (data.shape().length == 0) {
      throw new IllegalArgumentException("a single element has no rows");
    }
    if (first == null) {
      start(data);
      return;
    }
    if (!data.type().equals(first.type()) || !Arrays.equals(row(data), row(first))) {
      throw new IllegalArgumentException(
          "rows of %s %s do not go on those of %s %s"
              .formatted(
                  data.type(),
                  Arrays.toString(row(data)),
                  first.type(),
                  Arrays.toString(row(first))));
    }
    rows += data.shape()[0];
    put(data);
  }

  private static long[] row(NpyData data) {
    long[] shape = data.shape();
    return Arrays.copyOfRange(shape, 1, shape.length);
  }

  private void start(NpyData data) {
    first = data;
    rows = data.shape().length == 0 ? 0 : data.shape()[0];
    try {
      channel.position(data.header().toBytes().length);
    } catch (IOException e) {
      throw NewFile.unwritable(target, e);
    }
    put(data);
  }

  private void put(NpyData data) {
    ByteBuffer buffer = ByteBuffer.allocate(Math.max(BUFFER, data.type().bytes()));
    try {
      for (int next = 0; next < data.count(); ) {
        buffer.clear();
        next = data.put(buffer, next);
        write(buffer.flip());
      }
    } catch (IOException e) {
      throw NewFile.unwritable(target, e);
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Completes the header and puts the file in its place. */
  public void finish() {
    if (first == null) {
      throw new IllegalStateException("nothing was written to " + target);
    }
    long[] shape = first.shape();
    if (shape.length > 0) {
      shape[0] = rows;
    }
    try {
      channel.position(0);
      write(ByteBuffer.wrap(new NpyHeader(first.type(), false, shape, 0).toBytes()));
      channel.close();
      file.publish();
    } catch (IOException e) {
      throw NewFile.unwritable(target, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      file.close();
    } catch (IOException e) {
      throw NewFile.unwritable(target, e);
    }
  }
}
