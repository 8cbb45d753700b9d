package dev.hydrant.trainer.data.npy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/**
 * Values to be written as an array.
 *
 * <pre>{@code
 * NpyData.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
 * }</pre>
 *
 * A shape that is left out means one dimension.
 */
public final class NpyData {
  private final NpyType type;
  private final long[] shape;
  private final int count;
  private final ObjIntConsumer<ByteBuffer> put;

  private NpyData(NpyType type, int count, long[] shape, ObjIntConsumer<ByteBuffer> put) {
    this.type = type;
    this.shape = shape.length == 0 ? new long[] {count} : shape.clone();
    this.count = count;
    this.put = put;
    long elements = Arrays.stream(this.shape).reduce(1, Math::multiplyExact);
    if (elements != count || Arrays.stream(this.shape).anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException(
          count + " values are not of the shape " + Arrays.toString(this.shape));
    }
  }

  private static NpyData of(
      NpyType.Kind kind, int count, long[] shape, ObjIntConsumer<ByteBuffer> put) {
    return new NpyData(NpyType.of(kind), count, shape, put);
  }

  /** A {@code float32} array. */
  public static NpyData of(float[] values, long... shape) {
    return of(NpyType.Kind.FLOAT32, values.length, shape, (out, i) -> out.putFloat(values[i]));
  }

  /** A {@code float64} array. */
  public static NpyData of(double[] values, long... shape) {
    return of(NpyType.Kind.FLOAT64, values.length, shape, (out, i) -> out.putDouble(values[i]));
  }

  /** An {@code int16} array. */
  public static NpyData of(short[] values, long... shape) {
    return of(NpyType.Kind.INT16, values.length, shape, (out, i) -> out.putShort(values[i]));
  }

  /** An {@code int32} array. */
  public static NpyData of(int[] values, long... shape) {
    return of(NpyType.Kind.INT32, values.length, shape, (out, i) -> out.putInt(values[i]));
  }

  /** An {@code int64} array. */
  public static NpyData of(long[] values, long... shape) {
    return of(NpyType.Kind.INT64, values.length, shape, (out, i) -> out.putLong(values[i]));
  }

  /** A {@code uint8} array. */
  public static NpyData of(byte[] values, long... shape) {
    return of(NpyType.Kind.UINT8, values.length, shape, (out, i) -> out.put(values[i]));
  }

  /** A {@code bool} array. */
  public static NpyData of(boolean[] values, long... shape) {
    return of(
        NpyType.Kind.BOOL, values.length, shape, (out, i) -> out.put((byte) (values[i] ? 1 : 0)));
  }

  /** An array of Unicode strings, as wide as the longest; zeros at their end are not kept. */
  public static NpyData of(String[] values, long... shape) {
    int[][] points = new int[values.length][];
    int longest = 1;
    for (int i = 0; i < values.length; i++) {
      points[i] = values[i].codePoints().toArray();
      longest = Math.max(longest, points[i].length);
    }
    NpyType one = NpyType.of(NpyType.Kind.STR);
    int width = longest;
    return new NpyData(
        new NpyType(one.kind(), one.order(), width),
        values.length,
        shape,
        (out, i) -> {
          for (int c = 0; c < width; c++) {
            out.putInt(c < points[i].length ? points[i][c] : 0);
          }
        });
  }

  /** A single string without dimensions, as NumPy keeps a note among arrays. */
  public static NpyData ofOne(String value) {
    return of(new String[] {value}).scalar();
  }

  /** A single number without dimensions. */
  public static NpyData ofOne(double value) {
    return of(new double[] {value}).scalar();
  }

  /** The only value of this array, without dimensions. */
  public NpyData scalar() {
    if (count != 1) {
      throw new IllegalArgumentException(count + " values are no single one");
    }
    return new NpyData(this, new long[0]);
  }

  private NpyData(NpyData values, long[] shape) {
    this.type = values.type;
    this.shape = shape;
    this.count = values.count;
    this.put = values.put;
  }

  NpyType type() {
    return type;
  }

  long[] shape() {
    return shape.clone();
  }

  int count() {
    return count;
  }

  NpyHeader header() {
    return new NpyHeader(type, false, shape, 0);
  }

  /** Puts elements from one on into a buffer while they fit; returns the next one. */
  int put(ByteBuffer out, int from) {
    out.order(type.order());
    int i = from;
    while (i < count && out.remaining() >= type.bytes()) {
      put.accept(out, i++);
    }
    return i;
  }
}
