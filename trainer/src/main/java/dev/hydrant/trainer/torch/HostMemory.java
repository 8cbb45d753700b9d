package dev.hydrant.trainer.torch;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.ScriptBridge;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.function.Consumer;

/**
 * The one way from arrays of the heap to tensors: libtorch allocates the memory and the values are
 * written into it, once. So whatever reads a tensor keeps its memory alive: a view, a script's
 * list, a recorded program.
 *
 * <p>DJL's own {@code NDManager.create} and {@code NDArray.set} lend libtorch a buffer of the JVM
 * instead, which is freed some time after the one {@code NDArray} that they return is closed, no
 * matter what else reads it. Nothing here may call them.
 */
final class HostMemory {
  private HostMemory() {}

  /** Integers, INT64, on the device of their owner. */
  static PtNDArray copy(PtNDManager owner, long[] values, long... shape) {
    return onDevice(owner, DataType.INT64, shape, array -> fill(array, values));
  }

  /**
   * Real numbers, on the device of their owner.
   *
   * @param type FLOAT32, to which they are rounded, or FLOAT64
   */
  static PtNDArray copy(PtNDManager owner, DType type, double[] values, long... shape) {
    return onDevice(owner, type.djl(), shape, array -> fill(array, type, values));
  }

  /** As above, from numbers of single precision. */
  static PtNDArray copy(PtNDManager owner, DType type, float[] values, long... shape) {
    return onDevice(owner, type.djl(), shape, array -> fill(array, type, values));
  }

  /** Integers of 32 bits, INT32. */
  static PtNDArray copy(PtNDManager owner, int[] values, long... shape) {
    return onDevice(owner, DataType.INT32, shape, array -> fill(array, values));
  }

  /**
   * Single bytes.
   *
   * @param type UINT8 or BOOL
   */
  static PtNDArray copy(PtNDManager owner, DType type, byte[] values, long... shape) {
    return onDevice(owner, type.djl(), shape, array -> fill(array, values));
  }

  /** Overwrites all elements of a contiguous array of INT32 on the CPU. */
  static void fill(PtNDArray array, int[] values) {
    if (values.length > 0) {
      memory(array, values.length, Integer.BYTES).asIntBuffer().put(values);
    }
  }

  /** Overwrites all elements of a contiguous array of UINT8 or BOOL on the CPU. */
  static void fill(PtNDArray array, byte[] values) {
    if (values.length > 0) {
      memory(array, values.length, Byte.BYTES).put(values);
    }
  }

  /** Overwrites all elements of a contiguous array of FLOAT64 on the CPU. */
  static void fill(PtNDArray array, double[] values) {
    fill(array, DType.FLOAT64, values);
  }

  /** Truth values as bytes, 1 and 0. */
  static byte[] bytes(boolean[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return bytes;
  }

  /** Overwrites all elements of a contiguous array of INT64 on the CPU. */
  static void fill(PtNDArray array, long[] values) {
    if (values.length > 0) {
      memory(array, values.length, Long.BYTES).asLongBuffer().put(values);
    }
  }

  /** Overwrites all elements of a contiguous array of FLOAT32 on the CPU. */
  static void fill(PtNDArray array, float[] values) {
    fill(array, DType.FLOAT32, values);
  }

  private static void fill(PtNDArray array, DType type, double[] values) {
    if (values.length == 0) {
      return;
    }
    ByteBuffer memory = memory(array, values.length, type.bytes());
    if (type == DType.FLOAT64) {
      memory.asDoubleBuffer().put(values);
      return;
    }
    FloatBuffer floats = memory.asFloatBuffer();
    for (double v : values) {
      floats.put((float) v);
    }
  }

  private static void fill(PtNDArray array, DType type, float[] values) {
    if (values.length == 0) {
      return;
    }
    ByteBuffer memory = memory(array, values.length, type.bytes());
    if (type == DType.FLOAT32) {
      memory.asFloatBuffer().put(values);
      return;
    }
    DoubleBuffer doubles = memory.asDoubleBuffer();
    for (float v : values) {
      doubles.put(v);
    }
  }

  private static ByteBuffer memory(PtNDArray array, long count, int bytes) {
    ByteBuffer memory = ScriptBridge.memory(array);
    if (memory.capacity() != count * bytes) {
      throw new IllegalArgumentException(
          "%d values of %d bytes do not fill an array of %d bytes"
              .formatted(count, bytes, memory.capacity()));
    }
    return memory;
  }

  private static PtNDArray onDevice(
      PtNDManager owner, DataType type, long[] shape, Consumer<PtNDArray> filling) {
    PtNDArray here =
        JniUtils.createEmptyNdArray(
            owner, new Shape(shape), type, Device.cpu(), SparseFormat.DENSE);
    NativeCalls.count(3); // made, written to, freed
    filling.accept(here);
    if (owner.getDevice().equals(Device.cpu())) {
      return here;
    }
    NativeCalls.count(2);
    try (here) {
      return here.toDevice(owner.getDevice(), false);
    }
  }
}
