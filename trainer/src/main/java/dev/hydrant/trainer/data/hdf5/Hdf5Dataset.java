package dev.hydrant.trainer.data.hdf5;

import dev.hydrant.trainer.data.DataException;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;

/**
 * An array in a file, read in row-major order. It is read some rows at a time, so that a large one
 * needs little memory besides the result.
 */
public final class Hdf5Dataset {
  /** Elements that are read at once, about: 4 MB of float32. */
  private static final int PIECE = 1 << 20;

  private final String where;
  private final String name;
  private final Dataset dataset;
  private final Hdf5Thread thread;
  private final long[] shape;

  Hdf5Dataset(String where, String name, Dataset dataset, Hdf5Thread thread) {
    this.where = where;
    this.name = name;
    this.dataset = dataset;
    this.thread = thread;
    this.shape = dataset.isScalar() ? new long[0] : dataset.getDimensionsAsLong();
    if (dataset.isCompound()) {
      throw new DataException(
          where + " holds records with fields.\nSave each field as a dataset of its own");
    }
  }

  /** The file and the name, for messages. */
  public String where() {
    return where;
  }

  /** The size of each dimension; none for a single value. */
  public long[] shape() {
    return shape.clone();
  }

  /** Number of rows, the first dimension; 1 for a single value. */
  public long rows() {
    return shape.length == 0 ? 1 : shape[0];
  }

  /** Elements of a row. */
  public long rowSize() {
    return Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
  }

  /**
   * Checks the shape.
   *
   * @param what the dataset should be, for the message
   * @param wanted the size of each dimension, −1 for any
   * @return this dataset
   */
  public Hdf5Dataset require(String what, long... wanted) {
    boolean fits = shape.length == wanted.length;
    for (int i = 0; fits && i < wanted.length; i++) {
      fits = wanted[i] < 0 || wanted[i] == shape[i];
    }
    if (!fits) {
      throw new DataException(
          "%s is of shape %s, but %s must be of shape %s.\nGive another dataset, or write this one again"
              .formatted(
                  where,
                  Arrays.toString(shape),
                  what,
                  Arrays.toString(wanted).replace("-1", "any")));
    }
    return this;
  }

  /** All numbers, in single precision. */
  public float[] floats() {
    return floats(0, rows());
  }

  /**
   * The numbers of some rows.
   *
   * @param first row, from 0
   * @param count number of rows
   */
  public float[] floats(long first, long count) {
    float[] into = new float[size(first, count)];
    pieces(first, count, (data, at) -> Hdf5Values.intoFloats(where, data, into, at));
    return into;
  }

  /** All numbers, in double precision. */
  public double[] doubles() {
    return doubles(0, rows());
  }

  /** The numbers of some rows, in double precision. */
  public double[] doubles(long first, long count) {
    double[] into = new double[size(first, count)];
    pieces(first, count, (data, at) -> Hdf5Values.intoDoubles(where, data, into, at));
    return into;
  }

  /** All integers. */
  public long[] longs() {
    return longs(0, rows());
  }

  /** The integers of some rows. */
  public long[] longs(long first, long count) {
    long[] into = new long[size(first, count)];
    pieces(first, count, (data, at) -> Hdf5Values.intoLongs(where, data, into, at));
    return into;
  }

  /** All integers, which must fit 32 bits. */
  public int[] ints() {
    long[] values = longs();
    int[] into = new int[values.length];
    for (int i = 0; i < into.length; i++) {
      if (values[i] != (int) values[i]) {
        throw new DataException(
            "%s: the value %d at position %d does not fit an integer of 32 bits"
                .formatted(where, values[i], i));
      }
      into[i] = (int) values[i];
    }
    return into;
  }

  /** All texts; names of an enumeration, too, such as {@code TRUE} and {@code FALSE}. */
  public String[] texts() {
    String[] into = new String[size(0, rows())];
    if (into.length > 0) {
      thread.call(name, () -> Hdf5Values.intoTexts(where, dataset.getData(), into, 0));
    }
    return into;
  }

  private int size(long first, long count) {
    Objects.checkFromIndexSize(first, count, rows());
    long size = count * rowSize();
    if (size > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "%s holds %,d elements in %,d rows, too many for one array: read fewer rows at a time"
              .formatted(where, size, count));
    }
    return (int) size;
  }

  private interface Sink {
    /** Takes values to a place; returns the place behind them. */
    int take(Object data, int at);
  }

  private void pieces(long first, long count, Sink sink) {
    if (count == 0 || rowSize() == 0) {
      return;
    }
    boolean sliced =
        shape.length > 0
            && (dataset instanceof ChunkedDataset || dataset instanceof ContiguousDataset);
    if (!sliced) {
      long row = rowSize();
      Object all = thread.call(name, dataset::getData);
      whole(all, first, count, row, sink);
      return;
    }
    long step = rowsAtOnce();
    int at = 0;
    for (long row = first; row < first + count; ) {
      long to = Math.min((row / step + 1) * step, first + count); // ends where a chunk ends
      at = sink.take(slice(row, (int) (to - row)), at);
      row = to;
    }
  }

  /** Small datasets, which lie in the header of the file, come whole. */
  private void whole(Object all, long first, long count, long row, Sink sink) {
    if (shape.length < 2) {
      Object part =
          all.getClass().isArray() && count < rows() ? range(all, (int) first, (int) count) : all;
      sink.take(part, 0);
      return;
    }
    int at = 0;
    for (long i = first; i < first + count; i++) {
      at = sink.take(((Object[]) all)[(int) i], at);
    }
    assert at == count * row;
  }

  private static Object range(Object array, int first, int count) {
    Object part = Array.newInstance(array.getClass().getComponentType(), count);
    System.arraycopy(array, first, part, 0, count);
    return part;
  }

  private Object slice(long row, int count) {
    long[] offset = new long[shape.length];
    offset[0] = row;
    int[] size = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    size[0] = count;
    return thread.call(name, () -> dataset.getData(offset, size));
  }

  /** So many that chunks are unpacked once. */
  private long rowsAtOnce() {
    long rows = Math.max(1, PIECE / rowSize());
    if (dataset instanceof ChunkedDataset chunked) {
      int chunk = chunked.getChunkDimensions()[0];
      return Math.max(1, rows / chunk) * chunk;
    }
    return rows;
  }
}
