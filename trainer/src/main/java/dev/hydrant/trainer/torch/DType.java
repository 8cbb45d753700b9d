package dev.hydrant.trainer.torch;

import ai.djl.ndarray.types.DataType;

/** The element types tensors may have. Complex and quantised types are not among them. */
public enum DType {
  BOOL(11, 1, false, 0, DataType.BOOLEAN),
  UINT8(0, 1, false, 1, DataType.UINT8),
  INT32(3, 4, false, 2, DataType.INT32),
  INT64(4, 8, false, 3, DataType.INT64),
  FLOAT16(5, 2, true, 4, null),
  BFLOAT16(15, 2, true, 4, null),
  FLOAT32(6, 4, true, 5, DataType.FLOAT32),
  FLOAT64(7, 8, true, 6, DataType.FLOAT64);

  private final int code;
  private final int bytes;
  private final boolean floating;
  private final int rank;
  private final DataType djl;

  DType(int code, int bytes, boolean floating, int rank, DataType djl) {
    this.code = code;
    this.bytes = bytes;
    this.floating = floating;
    this.rank = rank;
    this.djl = djl;
  }

  /** The number TorchScript uses for this type. */
  int code() {
    return code;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether values are floating-point numbers, so that gradients can flow. */
  public boolean isFloating() {
    return floating;
  }

  /**
   * DJL's name of this type. DJL's native code aborts the process when a half-precision tensor is
   * read or converted by it, so those types stay on our side of the border.
   */
  DataType djl() {
    if (djl == null) {
      throw new IllegalStateException(
          this + " tensors cannot be read from Java; convert them first: x.to(DType.FLOAT32)");
    }
    return djl;
  }

  /** The type two operands are brought to, by PyTorch's rules for tensors with dimensions. */
  public static DType promote(DType a, DType b) {
    if (a == b) {
      return a;
    }
    if (a.rank == b.rank) {
      return FLOAT32;
    }
    return a.rank > b.rank ? a : b;
  }

  static DType of(DataType type) {
    for (DType d : values()) {
      if (d.djl == type) {
        return d;
      }
    }
    throw new IllegalArgumentException(
        "Tensors of type "
            + type
            + " are not supported; convert to FLOAT32, INT64 or BOOLEAN first");
  }
}
