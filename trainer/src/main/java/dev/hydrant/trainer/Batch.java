package dev.hydrant.trainer;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
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

    /** Copies the values to the device of a world. */
    Tensor in(EagerTorch torch);
  }

  /** Integers: token ids, class labels, indices. */
  public record Longs(long[] values, long... shape) implements Array {
    @Override
    public Tensor in(EagerTorch torch) {
      return torch.tensor(values, shape);
    }
  }

  /** Real numbers: coordinates, signals, images. */
  public record Floats(float[] values, long... shape) implements Array {
    @Override
    public Tensor in(EagerTorch torch) {
      return torch.tensor(values, shape);
    }
  }
}
