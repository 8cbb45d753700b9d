package dev.hydrant.trainer.weights;

import dev.hydrant.trainer.checkpoint.ElementType;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTensor;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Hands tensors to files; their values are read when they are written, piece by piece. */
public final class TensorSources {
  /** Elements handed over at a time; a buffer holds no more than 2 GB. */
  private static final long PIECE = 1 << 26;

  private TensorSources() {}

  /** A tensor to be stored; its values are read when they are written. */
  public static TensorSource source(String name, Tensor tensor) {
    List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
    return TensorSource.written(name, type(tensor.dtype()), shape, sink -> pieces(tensor, sink));
  }

  /** Rows of numbers, in double precision. */
  public static TensorSource rows(String name, List<double[]> rows) {
    int width = rows.get(0).length;
    ByteBuffer bytes =
        ByteBuffer.allocate(rows.size() * width * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    rows.forEach(row -> Arrays.stream(row).forEach(bytes::putDouble));
    List<Long> shape = List.of((long) rows.size(), (long) width);
    return TensorSource.of(name, ElementType.F64, shape, bytes.flip());
  }

  /** A matrix to be stored with rows and columns exchanged. */
  public static TensorSource transposed(String name, Tensor matrix) {
    EagerTorch torch = EagerTensor.of(matrix).torch();
    return TensorSource.written(
        name,
        type(matrix.dtype()),
        List.of(matrix.size(1), matrix.size(0)),
        sink -> {
          try (var scope = torch.scope()) {
            pieces(torch.noGrad(() -> matrix.detach().t().contiguous()), sink);
          }
        });
  }

  /** What elements of a type are called in files. */
  public static ElementType type(DType dtype) {
    return switch (dtype) {
      case BOOL -> ElementType.BOOL;
      case UINT8 -> ElementType.U8;
      case INT32 -> ElementType.I32;
      case INT64 -> ElementType.I64;
      case FLOAT16 -> ElementType.F16;
      case BFLOAT16 -> ElementType.BF16;
      case FLOAT32 -> ElementType.F32;
      case FLOAT64 -> ElementType.F64;
    };
  }

  /** Hands over the tensor's own memory where it is on the CPU. */
  private static void pieces(Tensor tensor, TensorSource.Sink sink) throws IOException {
    EagerTorch torch = EagerTensor.of(tensor).torch();
    for (long at = 0; at < tensor.numel(); at += PIECE) {
      long from = at;
      long to = Math.min(at + PIECE, tensor.numel());
      try (var scope = torch.scope()) {
        Tensor piece = torch.noGrad(() -> tensor.detach().view(-1).slice(0, from, to));
        sink.accept(EagerTensor.of(piece).memory());
      }
    }
  }
}
