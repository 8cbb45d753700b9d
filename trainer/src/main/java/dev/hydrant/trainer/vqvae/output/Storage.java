package dev.hydrant.trainer.vqvae.output;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor as PyTorch stores one: its elements, little-endian and row-major, and its shape.
 *
 * @param type the class of the storage, such as {@code FloatStorage}
 * @param bytes the elements
 * @param count of elements
 * @param shape empty for a single number
 */
public record Storage(String type, byte[] bytes, int count, long[] shape) {
  private static Storage of(String type, ByteBuffer bytes, int count, long[] shape) {
    long expected = 1;
    for (long n : shape) {
      expected *= n;
    }
    if (expected != count) {
      throw new IllegalArgumentException(count + " elements for " + expected + " places");
    }
    return new Storage(type, bytes.array(), count, shape.clone());
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A tensor of {@code torch.float32}. */
  public static Storage of(float[] values, long... shape) {
    ByteBuffer bytes = allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    return of("FloatStorage", bytes, values.length, shape);
  }

  /** A tensor of {@code torch.int64}. */
  public static Storage of(long[] values, long... shape) {
    ByteBuffer bytes = allocate(Math.multiplyExact(values.length, Long.BYTES));
    bytes.asLongBuffer().put(values);
    return of("LongStorage", bytes, values.length, shape);
  }

  /** A tensor of {@code torch.bool}, {@code [N]}. */
  public static Storage of(boolean[] values) {
    ByteBuffer bytes = allocate(values.length);
    for (boolean value : values) {
      bytes.put((byte) (value ? 1 : 0));
    }
    return of("BoolStorage", bytes, values.length, new long[] {values.length});
  }
}
