package dev.hydrant.trainer.step;

import java.util.Arrays;

/**
 * A tensor's values on the host.
 *
 * @param values in row-major order
 * @param shape the first dimension are rows, where it is one of a batch
 */
public record HostTensor(double[] values, long... shape) {
  public HostTensor {
    long count = 1;
    for (long s : shape) {
      count *= s;
    }
    if (count != values.length) {
      throw new IllegalArgumentException(
          values.length + " values are no tensor of shape " + Arrays.toString(shape));
    }
  }

  /** The length of the first dimension; 1 for a scalar. */
  public int rows() {
    return shape.length == 0 ? 1 : (int) shape[0];
  }

  /** The number of values in a row. */
  public int width() {
    return rows() == 0 ? 0 : values.length / rows();
  }

  /** A value by its row and place in it. */
  public double at(int row, int column) {
    return values[row * width() + column];
  }
}
