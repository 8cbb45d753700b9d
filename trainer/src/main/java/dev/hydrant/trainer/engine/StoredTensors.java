package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointException;
import dev.hydrant.trainer.checkpoint.ElementType;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.checkpoint.TensorInfo;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Carries tensors to safetensors files and back. */
final class StoredTensors {
  private StoredTensors() {}

  /** A tensor to be stored; its values are read when they are written. */
  static TensorSource source(String name, Tensor tensor) {
    List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
    ElementType type = type(tensor.dtype());
    return new TensorSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public ElementType type() {
        return type;
      }

      @Override
      public List<Long> shape() {
        return shape;
      }

      @Override
      public void writeTo(Sink sink) throws IOException {
        sink.accept(bytes(tensor));
      }
    };
  }

  private static ElementType type(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> ElementType.F32;
      case FLOAT64 -> ElementType.F64;
      case INT64 -> ElementType.I64;
      default -> throw new IllegalArgumentException("tensors of " + dtype + " are not stored");
    };
  }

  private static ByteBuffer bytes(Tensor t) {
    int size = Math.toIntExact(t.numel() * t.dtype().bytes());
    ByteBuffer b = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    switch (t.dtype()) {
      case FLOAT32 -> b.asFloatBuffer().put(t.toFloats());
      case FLOAT64 -> b.asDoubleBuffer().put(t.toDoubles());
      default -> b.asLongBuffer().put(t.toLongs());
    }
    return b;
  }

  /**
   * Overwrites tensors with the values stored under their names.
   *
   * @param file of the checkpoint, such as {@code model}
   * @param wanted by name; the file must hold exactly these
   * @throws CheckpointException if names, types or shapes differ, before anything is overwritten
   */
  static void read(
      Checkpoint checkpoint, String file, Map<String, Tensor> wanted, EagerTorch torch) {
    try (SafeTensorsReader reader = checkpoint.tensors(file)) {
      compare(reader.tensors(), wanted);
      for (var e : wanted.entrySet()) {
        try (var scope = torch.scope()) {
          torch.copy(tensor(reader, reader.tensors().get(e.getKey()), torch), e.getValue());
        }
      }
    } catch (IOException e) {
      throw new CheckpointException(checkpoint.directory() + " cannot be read: " + e, e);
    }
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
          if (!info.shape().equals(shape) || info.type() != type(t.dtype())) {
            throw new CheckpointException(
                "the checkpoint is of another model: '%s' is %s %s there and %s %s here"
                    .formatted(name, info.type(), info.shape(), type(t.dtype()), shape));
          }
        });
  }

  private static String first(TreeSet<String> names) {
    return names.isEmpty() ? "" : " (such as '" + names.first() + "')";
  }

  private static Tensor tensor(SafeTensorsReader file, TensorInfo info, EagerTorch torch)
      throws IOException {
    ByteBuffer b = file.bytes(info.name());
    long[] shape = info.shape().stream().mapToLong(Long::longValue).toArray();
    int n = (int) (info.bytes() / info.type().bytes());
    return switch (info.type()) {
      case F32 -> {
        float[] values = new float[n];
        b.asFloatBuffer().get(values);
        yield torch.tensor(values, shape);
      }
      case F64 -> {
        double[] values = new double[n];
        b.asDoubleBuffer().get(values);
        yield torch.tensor(values, shape);
      }
      default -> {
        long[] values = new long[n];
        b.asLongBuffer().get(values);
        yield torch.tensor(values, shape);
      }
    };
  }
}
