package dev.hydrant.trainer.weights;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointException;
import dev.hydrant.trainer.checkpoint.ElementType;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.checkpoint.TensorInfo;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Takes the values of tensors from safetensors files. */
public final class StoredTensors {
  private StoredTensors() {}

  /**
   * Overwrites tensors with the values stored under their names.
   *
   * @param file of the checkpoint, such as {@code model}
   * @param wanted by name; the file must hold exactly these
   * @throws CheckpointException if names, types or shapes differ, before anything is overwritten
   */
  public static void read(
      Checkpoint checkpoint, String file, Map<String, Tensor> wanted, EagerTorch torch) {
    try (SafeTensorsReader reader = checkpoint.tensors(file)) {
      compare(reader.tensors(), wanted);
      for (var e : wanted.entrySet()) {
        fill(e.getValue(), reader, e.getKey(), torch);
      }
    } catch (IOException e) {
      throw new CheckpointException(checkpoint.directory() + " cannot be read: " + e, e);
    }
  }

  /** Overwrites a tensor with the values of another of as many elements. */
  static void fill(Tensor tensor, SafeTensorsReader reader, String name, EagerTorch torch)
      throws IOException {
    ElementType type = reader.tensors().get(name).type();
    long[] at = {0};
    reader.copy(
        name,
        piece -> {
          try (var scope = torch.scope()) {
            long from = at[0];
            at[0] += piece.remaining() / type.bytes();
            Tensor place = torch.noGrad(() -> tensor.detach().view(-1).slice(0, from, at[0]));
            torch.copy(values(piece, type, torch), place);
          }
        });
  }

  private static void compare(Map<String, TensorInfo> stored, Map<String, Tensor> wanted) {
    TreeSet<String> missing = new TreeSet<>(wanted.keySet());
    missing.removeAll(stored.keySet());
    TreeSet<String> extra = new TreeSet<>(stored.keySet());
    extra.removeAll(wanted.keySet());
    if (!missing.isEmpty() || !extra.isEmpty()) {
      throw new CheckpointException(
          "the checkpoint is of another model: it lacks %d of the model's tensors%s and has %d others%s"
              .formatted(missing.size(), first(missing), extra.size(), first(extra)));
    }
    wanted.forEach(
        (name, t) -> {
          TensorInfo info = stored.get(name);
          List<Long> shape = Arrays.stream(t.shape()).boxed().toList();
          if (!info.shape().equals(shape) || info.type() != TensorSources.type(t.dtype())) {
            throw new CheckpointException(
                "the checkpoint is of another model: '%s' is %s %s there and %s %s here"
                    .formatted(
                        name, info.type(), info.shape(), TensorSources.type(t.dtype()), shape));
          }
        });
  }

  private static String first(TreeSet<String> names) {
    return names.isEmpty() ? "" : " (such as '" + names.first() + "')";
  }

  private static Tensor values(ByteBuffer b, ElementType type, EagerTorch torch) {
    int n = b.remaining() / type.bytes();
    return switch (type) {
      case F32 -> {
        float[] values = new float[n];
        b.asFloatBuffer().get(values);
        yield torch.tensor(values, n);
      }
      case F16, BF16 -> {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
          short bits = b.getShort();
          values[i] = type == ElementType.F16 ? half(bits) : Float.intBitsToFloat(bits << 16);
        }
        yield torch.tensor(values, n);
      }
      case F64 -> {
        double[] values = new double[n];
        b.asDoubleBuffer().get(values);
        yield torch.tensor(values, n);
      }
      case I64 -> {
        long[] values = new long[n];
        b.asLongBuffer().get(values);
        yield torch.tensor(values, n);
      }
      default -> throw new IllegalArgumentException("tensors of " + type + " are not read");
    };
  }

  /** IEEE half precision: 1 bit of sign, 5 of exponent with bias 15, 10 of fraction. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float size =
        exponent == 0
            ? fraction * 0x1p-24f
            : exponent == 31
                ? (fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
                : (1024 + fraction) * (float) Math.pow(2, exponent - 25);
    return bits < 0 ? -size : size;
  }

  /** Whether values of a type are real numbers. */
  static boolean isReal(ElementType type) {
    return switch (type) {
      case F16, BF16, F32, F64 -> true;
      default -> false;
    };
  }
}
