package dev.hydrant.trainer.model;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.PinnedMemory;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named arrays on the host, as a data source gives them for one micro-batch.
 *
 * @param arrays by name and in order; the names are the model's own
 * @param items what speed is counted in, such as tokens or images
 */
public record Batch(Map<String, Array> arrays, long items) {
  public Batch {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /** Values in row-major order with their shape. */
  public sealed interface Array {
    long[] shape();

    /** Copies the values to the device of a backend. */
    Tensor in(EagerTorch torch);

    /**
     * The type of that tensor.
     *
     * @param real the type of a backend's real numbers
     */
    TensorType type(DType real);

    /** The same values, in page-locked memory where there is some. */
    Array pinned(PinnedMemory memory);

    /** Size of the values in memory. */
    long bytes();

    /** Returns the rows {@code [from, to)}, where rows are the first dimension. */
    Array rows(int from, int to);

    private static long[] withRows(long[] shape, int rows) {
      long[] part = shape.clone();
      part[0] = rows;
      return part;
    }
  }

  /** The same batch in page-locked memory, where there is some. */
  public Batch pinned(PinnedMemory memory) {
    Map<String, Array> pinned = new LinkedHashMap<>(arrays);
    pinned.replaceAll((name, array) -> array.pinned(memory));
    return new Batch(pinned, items);
  }

  /** Integers: token ids, class labels, indices. */
  public record Longs(long[] values, long... shape) implements Array {
    @Override
    public TensorType type(DType real) {
      return new TensorType(DType.INT64, shape);
    }

    @Override
    public long bytes() {
      return (long) Long.BYTES * values.length;
    }

    @Override
    public Array rows(int from, int to) {
      int row = (int) (values.length / shape[0]);
      return new Longs(
          Arrays.copyOfRange(values, from * row, to * row), Array.withRows(shape, to - from));
    }

    @Override
    public Tensor in(EagerTorch torch) {
      return torch.tensor(values, shape);
    }

    @Override
    public Array pinned(PinnedMemory memory) {
      return memory.put(values, shape).<Array>map(there -> new Pinned(this, there)).orElse(this);
    }
  }

  /** Real numbers: coordinates, signals, images. */
  public record Floats(float[] values, long... shape) implements Array {
    @Override
    public TensorType type(DType real) {
      return new TensorType(real, shape);
    }

    @Override
    public long bytes() {
      return (long) Float.BYTES * values.length;
    }

    @Override
    public Array rows(int from, int to) {
      int row = (int) (values.length / shape[0]);
      return new Floats(
          Arrays.copyOfRange(values, from * row, to * row), Array.withRows(shape, to - from));
    }

    @Override
    public Tensor in(EagerTorch torch) {
      return torch.tensor(values, shape);
    }

    @Override
    public Array pinned(PinnedMemory memory) {
      return memory.put(values, shape).<Array>map(there -> new Pinned(this, there)).orElse(this);
    }
  }

  /** Real numbers that were computed in double precision. */
  public record Doubles(double[] values, long... shape) implements Array {
    @Override
    public TensorType type(DType real) {
      return new TensorType(real, shape);
    }

    @Override
    public long bytes() {
      return (long) Double.BYTES * values.length;
    }

    @Override
    public Array rows(int from, int to) {
      int row = (int) (values.length / shape[0]);
      return new Doubles(
          Arrays.copyOfRange(values, from * row, to * row), Array.withRows(shape, to - from));
    }

    @Override
    public Tensor in(EagerTorch torch) {
      return torch.tensor(values, shape);
    }

    @Override
    public Array pinned(PinnedMemory memory) {
      return memory.put(values, shape).<Array>map(there -> new Pinned(this, there)).orElse(this);
    }
  }

  /** Integers of 32 bits, half the size of {@link Longs}. */
  public record Ints(int[] values, long... shape) implements Array {
    @Override
    public TensorType type(DType real) {
      return new TensorType(DType.INT32, shape);
    }

    @Override
    public long bytes() {
      return (long) Integer.BYTES * values.length;
    }

    @Override
    public Array rows(int from, int to) {
      int row = (int) (values.length / shape[0]);
      return new Ints(
          Arrays.copyOfRange(values, from * row, to * row), Array.withRows(shape, to - from));
    }

    @Override
    public Tensor in(EagerTorch torch) {
      return torch.tensor(values, shape);
    }

    @Override
    public Array pinned(PinnedMemory memory) {
      return memory.put(values, shape).<Array>map(there -> new Pinned(this, there)).orElse(this);
    }
  }

  /** Unsigned bytes: packed bits, pixels. */
  public record Bytes(byte[] values, long... shape) implements Array {
    @Override
    public TensorType type(DType real) {
      return new TensorType(DType.UINT8, shape);
    }

    @Override
    public long bytes() {
      return values.length;
    }

    @Override
    public Array rows(int from, int to) {
      int row = (int) (values.length / shape[0]);
      return new Bytes(
          Arrays.copyOfRange(values, from * row, to * row), Array.withRows(shape, to - from));
    }

    @Override
    public Tensor in(EagerTorch torch) {
      return torch.tensor(values, shape);
    }

    @Override
    public Array pinned(PinnedMemory memory) {
      return memory.put(values, shape).<Array>map(there -> new Pinned(this, there)).orElse(this);
    }
  }

  /** Truth values: masks. */
  public record Bools(boolean[] values, long... shape) implements Array {
    @Override
    public TensorType type(DType real) {
      return new TensorType(DType.BOOL, shape);
    }

    @Override
    public long bytes() {
      return values.length;
    }

    @Override
    public Array rows(int from, int to) {
      int row = (int) (values.length / shape[0]);
      return new Bools(
          Arrays.copyOfRange(values, from * row, to * row), Array.withRows(shape, to - from));
    }

    @Override
    public Tensor in(EagerTorch torch) {
      return torch.tensor(values, shape);
    }

    @Override
    public Array pinned(PinnedMemory memory) {
      return memory.put(values, shape).<Array>map(there -> new Pinned(this, there)).orElse(this);
    }
  }

  /** An array with a copy in page-locked memory, which the first who asks for a tensor gets. */
  private record Pinned(Array plain, PinnedMemory.Values copy) implements Array {
    @Override
    public long[] shape() {
      return plain.shape();
    }

    @Override
    public TensorType type(DType real) {
      return plain.type(real);
    }

    @Override
    public long bytes() {
      return plain.bytes();
    }

    @Override
    public Tensor in(EagerTorch torch) {
      DType wanted = type(torch.floatType()).dtype();
      return copy.fetch(torch)
          .map(t -> t.dtype() == wanted ? t : t.to(wanted))
          .orElseGet(() -> plain.in(torch));
    }

    @Override
    public Array pinned(PinnedMemory memory) {
      return this;
    }

    @Override
    public Array rows(int from, int to) {
      return plain.rows(from, to);
    }
  }
}
