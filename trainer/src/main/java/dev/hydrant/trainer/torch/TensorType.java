package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.Locale;

/**
 * What is known of a tensor without its values: element type and shape.
 *
 * @param dtype element type
 * @param shape sizes; never modified after construction
 */
public record TensorType(DType dtype, long... shape) {

  int rank() {
    return shape.length;
  }

  long numel() {
    return Shapes.numel(shape);
  }

  TensorType withShape(long... other) {
    return new TensorType(dtype, other);
  }

  TensorType withDtype(DType other) {
    return new TensorType(other, shape);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TensorType t && t.dtype == dtype && Arrays.equals(t.shape, shape);
  }

  @Override
  public int hashCode() {
    return 31 * dtype.hashCode() + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return dtype.name().toLowerCase(Locale.ROOT) + Arrays.toString(shape);
  }
}
