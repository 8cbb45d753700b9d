package dev.hydrant.trainer.torch;

/**
 * A multi-dimensional array, with operators named and behaving as in PyTorch. It is a value: no
 * operator changes it. Whether an operator runs at once or is recorded follows from the tensor
 * alone (see {@link Torch}); gradients flow in both cases.
 *
 * <p>Negative dimensions count from the end. Operands broadcast. Arguments that do not fit raise
 * {@link IllegalArgumentException} with the operator and the shapes, before anything runs.
 */
public sealed interface Tensor
    extends Pointwise, Comparing, Reducing, Shaping, Indexing, Products, Nets
    permits EagerTensor, TraceTensor, SlotTensor {

  /** The backend this tensor lives in. */
  Torch torch();

  /** Element type and shape. */
  TensorType type();

  /** The sizes. */
  default long[] shape() {
    return type().shape().clone();
  }

  /** The size of one dimension. */
  default long size(int dim) {
    return type().shape()[Shapes.dim(dim, rank())];
  }

  /** The number of dimensions. */
  default int rank() {
    return type().shape().length;
  }

  /** The number of elements. */
  default long numel() {
    return type().numel();
  }

  /** The element type. */
  default DType dtype() {
    return type().dtype();
  }

  /** The same values without gradient. */
  default Tensor detach() {
    return Dispatch.call(ShapeOps.DETACH, Attrs.of(), this);
  }

  /** The same values in another element type. */
  default Tensor to(DType dtype) {
    return dtype == dtype() ? this : Dispatch.call(ShapeOps.TO, Attrs.of(dtype), this);
  }

  /**
   * The single value of a one-element tensor.
   *
   * @throws NotTraceableException in a trace: the value is not known while the program is recorded
   */
  double item();

  /** All values in row-major order; see {@link #item()}. */
  double[] toDoubles();

  /** All values in row-major order; see {@link #item()}. */
  float[] toFloats();

  /** All values of an integer or boolean tensor in row-major order; see {@link #item()}. */
  long[] toLongs();
}
