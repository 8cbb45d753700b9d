package dev.hydrant.trainer.checkpoint;

import java.util.List;

/**
 * Name, element type and shape of a stored tensor, and where its bytes lie.
 *
 * @param shape sizes of the dimensions; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte, counted likewise
 */
public record TensorInfo(String name, ElementType type, List<Long> shape, long begin, long end) {
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** Size in bytes. */
  public long bytes() {
    return end - begin;
  }

  /** Bytes that a shape needs. */
  static long bytesOf(ElementType type, List<Long> shape) {
    long n = type.bytes();
    for (long d : shape) {
      if (d < 0) {
        throw new IllegalArgumentException("negative size in shape " + shape);
      }
      n = Math.multiplyExact(n, d);
    }
    return n;
  }
}
