package dev.hydrant.trainer.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A tensor with values in memory, owned by the scope it was made in. */
public final class EagerTensor implements Tensor, AutoCloseable {
  private final EagerTorch torch;
  private final PtNDArray array;
  private final TensorType type;

  EagerTensor(EagerTorch torch, PtNDArray array, TensorType type) {
    this.torch = torch;
    this.array = array;
    this.type = type;
  }

  PtNDArray array() {
    return array;
  }

  /** DJL's view of this tensor; closing either closes both. */
  public NDArray toNDArray() {
    type.dtype().djl();
    return array;
  }

  /** The eager tensor behind a tensor, a parameter's for instance. */
  public static EagerTensor of(Tensor t) {
    return (EagerTensor) SlotTensor.resolve(t);
  }

  /**
   * The bytes of this tensor in row-major, native order: its own memory, without copying, where it
   * is contiguous and on the CPU. Valid until the tensor's scope closes; at most 2 GB.
   */
  public ByteBuffer memory() {
    type.dtype().djl();
    return JniUtils.getByteBuffer(array, true).order(ByteOrder.nativeOrder());
  }

  @Override
  public EagerTorch torch() {
    return torch;
  }

  @Override
  public TensorType type() {
    return type;
  }

  @Override
  public double item() {
    if (type.numel() != 1) {
      throw new IllegalArgumentException("item() needs one element, but the shape is " + type);
    }
    return toDoubles()[0];
  }

  @Override
  public double[] toDoubles() {
    return torch.read(this, DType.FLOAT64, a -> a.toDoubleArray());
  }

  @Override
  public float[] toFloats() {
    return torch.read(this, DType.FLOAT32, a -> a.toFloatArray());
  }

  @Override
  public long[] toLongs() {
    return torch.read(this, DType.INT64, a -> a.toLongArray());
  }

  /** Frees the memory before the scope ends. */
  @Override
  public void close() {
    array.close();
  }

  @Override
  public String toString() {
    return type.numel() > 64 ? type.toString() : type + " " + Arrays.toString(toDoubles());
  }
}
