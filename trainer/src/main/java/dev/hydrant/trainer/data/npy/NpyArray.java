package dev.hydrant.trainer.data.npy;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An array in a file. Its elements are read in row-major (C) order by their position, whatever the
 * order, type and byte order of the file; any thread may read, several at once.
 *
 * <pre>{@code
 * try (NpyArray x = NpyArray.open(Path.of("x.npy")).require("features", FLOATS, -1, 64)) {
 *   float[] row7 = x.floats(7 * 64, 64);
 * }
 * }</pre>
 *
 * <p>Numbers are converted only where nothing is lost but precision: integers of any size are read
 * as {@code int} or {@code long} if the value fits, all numbers as {@code float} or {@code double}.
 */
public final class NpyArray implements AutoCloseable {
  /** All real types. */
  public static final Set<NpyType.Kind> FLOATS =
      Set.copyOf(EnumSet.of(NpyType.Kind.FLOAT16, NpyType.Kind.FLOAT32, NpyType.Kind.FLOAT64));

  /** All integer types. */
  public static final Set<NpyType.Kind> INTEGERS =
      Set.copyOf(
          Arrays.stream(NpyType.Kind.values())
              .filter(NpyType.Kind::isInteger)
              .collect(Collectors.toSet()));

  private final String where;
  private final NpyHeader header;
  private final long count;
  private volatile ByteParts bytes;

  private NpyArray(String where, NpyHeader header, ByteParts bytes) {
    this.where = where;
    this.header = header;
    this.count = header.count(where);
    this.bytes = bytes;
  }

  /**
   * Maps a file, which must not change while it is in use. Nothing but the header is read yet.
   *
   * @throws DataException if it is missing, damaged, cut short, or of a type that is not read
   */
  public static NpyArray open(Path file) {
    return open(file, ByteParts.PART);
  }

  /** As above, with parts of another size. */
  static NpyArray open(Path file, int largestPart) {
    SizedFile sized = SizedFile.open(file);
    return map(file.toString(), sized, 0, sized.bytes(), largestPart);
  }

  /** Maps an array that is a stretch of a file. */
  static NpyArray map(String where, SizedFile file, long offset, long length, int largestPart) {
    NpyHeader header =
        NpyHeader.read(where, file.read(offset, (int) Math.min(length, NpyHeader.LONGEST)));
    long data = dataBytes(where, header, length);
    int element = header.type().bytes();
    return new NpyArray(
        where,
        header,
        ByteParts.map(file, offset + header.dataOffset(), data, element, largestPart));
  }

  /** An array of which the bytes behind the header are in memory. */
  static NpyArray of(String where, NpyHeader header, ByteParts bytes) {
    return new NpyArray(where, header, bytes);
  }

  /** Checks that there are as many bytes as the header says. */
  static long dataBytes(String where, NpyHeader header, long length) {
    long there = length - header.dataOffset();
    long count = header.count(where);
    int element = header.type().bytes();
    if (count > there / element) {
      throw new DataException(
          "%s is cut short: its header says %s %s, which is %s bytes of data, but there are %,d.\nCopy it again, or write it again with np.save"
              .formatted(
                  where,
                  header.type(),
                  Arrays.toString(header.shape()),
                  count > Long.MAX_VALUE / element ? "too many" : "%,d".formatted(count * element),
                  there));
    }
    if (count * element < there) {
      throw new DataException(
          "%s has %,d bytes more than its header says (%s %s).\nIt is damaged, or several arrays were written into one file: save them with np.savez, or each in a file of its own"
              .formatted(
                  where, there - count * element, header.type(), Arrays.toString(header.shape())));
    }
    return count * element;
  }

  /** Where the array lies, for messages. */
  public String where() {
    return where;
  }

  /** The type of the elements. */
  public NpyType type() {
    return header.type();
  }

  /** The size of each dimension. */
  public long[] shape() {
    return header.shape().clone();
  }

  /** Number of elements. */
  public long size() {
    return count;
  }

  /**
   * Checks what the array holds.
   *
   * @param what it should be, for the message
   * @param kinds types that will do
   * @param wanted the size of each dimension, −1 for any
   * @return this array
   * @throws DataException saying what it is and what is needed
   */
  public NpyArray require(String what, Set<NpyType.Kind> kinds, long... wanted) {
    long[] shape = header.shape();
    boolean fits = shape.length == wanted.length && kinds.contains(type().kind());
    for (int i = 0; fits && i < wanted.length; i++) {
      fits = wanted[i] < 0 || wanted[i] == shape[i];
    }
    if (!fits) {
      throw new DataException(
          "%s holds %s %s, but %s must be %s %s.\nConvert it in Python with a.astype(…) and a.reshape(…), or give another file"
              .formatted(
                  where,
                  type(),
                  Arrays.toString(shape),
                  what,
                  kinds.stream().sorted().map(Object::toString).collect(Collectors.joining(" or ")),
                  Arrays.toString(wanted).replace("-1", "any")));
    }
    return this;
  }

  /** Reads elements {@code position .. position + length - 1} as real numbers. */
  public float[] floats(long position, int length) {
    float[] into = new float[length];
    read(position, length, new NpyRuns.Floats(this, into));
    return into;
  }

  /** As above, in double precision. */
  public double[] doubles(long position, int length) {
    double[] into = new double[length];
    read(position, length, new NpyRuns.Doubles(this, into));
    return into;
  }

  /**
   * Reads integers.
   *
   * @throws DataException if they are none, or one does not fit
   */
  public int[] ints(long position, int length) {
    int[] into = new int[length];
    read(position, length, new NpyRuns.Ints(this, into));
    return into;
  }

  /** As {@link #ints}, with 64 bits. */
  public long[] longs(long position, int length) {
    long[] into = new long[length];
    read(position, length, new NpyRuns.Longs(this, into));
    return into;
  }

  /** Reads elements of one byte each, as they are: {@code uint8}, {@code int8} or {@code bool}. */
  public byte[] bytes(long position, int length) {
    byte[] into = new byte[length];
    read(position, length, new NpyRuns.Bytes(this, into));
    return into;
  }

  /** Reads truth values. */
  public boolean[] booleans(long position, int length) {
    boolean[] into = new boolean[length];
    read(position, length, new NpyRuns.Booleans(this, into));
    return into;
  }

  /** Reads strings. */
  public String[] strings(long position, int length) {
    String[] into = new String[length];
    read(position, length, new NpyRuns.Strings(this, into));
    return into;
  }

  /**
   * The number of all elements, for reading them at once.
   *
   * @throws DataException if no Java array holds as many
   */
  public int all() {
    if (count > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "%s holds %,d elements, too many for one array: read it row by row"
              .formatted(where, count));
    }
    return (int) count;
  }

  private void read(long position, int length, NpyRuns runs) {
    Objects.checkFromIndexSize(position, (long) length, count);
    ByteParts from = bytes;
    if (from == null) {
      throw new IllegalStateException(where + " is closed");
    }
    from.checkUnchanged();
    try {
      if (header.fortranOrder()) {
        scattered(from, position, length, runs);
      } else {
        contiguous(from, position, length, runs);
      }
    } catch (InternalError e) {
      throw from.gone(e);
    }
  }

  private void contiguous(ByteParts from, long position, int length, NpyRuns runs) {
    int element = type().bytes();
    int done = 0;
    while (done < length) {
      long at = (position + done) * element;
      ByteBuffer part = part(from, at);
      int within = from.within(at);
      int n = Math.min(length - done, (part.capacity() - within) / element);
      runs.read(part, within, n, position + done, done);
      done += n;
    }
  }

  /** Each element lies somewhere else where the first dimension varies fastest. */
  private void scattered(ByteParts from, long position, int length, NpyRuns runs) {
    int element = type().bytes();
    for (int i = 0; i < length; i++) {
      long at = fortran(position + i) * element;
      runs.read(part(from, at), from.within(at), 1, position + i, i);
    }
  }

  private ByteBuffer part(ByteParts from, long at) {
    return from.part(at).duplicate().order(type().order());
  }

  /** The place in the file of the element with a row-major position. */
  private long fortran(long position) {
    long[] shape = header.shape();
    long stride = count;
    long place = 0;
    long rest = position;
    for (int i = shape.length - 1; i >= 0; i--) {
      stride /= shape[i];
      place += rest % shape[i] * stride;
      rest /= shape[i];
    }
    return place;
  }

  /**
   * Lets go of the file; reading is an error from now on. Memory that was mapped is given back with
   * the next collection of garbage.
   */
  @Override
  public void close() {
    bytes = null;
  }
}
