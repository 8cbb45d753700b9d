package dev.hydrant.trainer.vqvae.encode;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code InitialHybridEncoder}: fourteen statistics of images {@code [M, C, H, W]} that have names,
 * beside the outputs of a random residual network.
 */
public final class InitialHybridEncoder implements EncoderType<InitialHybridEncoder.Params> {
  /** Outputs of the network, beside the statistics. */
  public record Params(@Default("28") @Range(min = 1) int cnnOutputDim) {}

  @Override
  public List<String> names() {
    return List.of("InitialHybridEncoder", "initial_hybrid");
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Input input() {
    return Input.FIELDS;
  }

  @Override
  public FeatureEncoder create(Params params, long[] shape, long seed) {
    return new Both(
        new FieldStatistics((int) shape[2], (int) shape[3]),
        InitialCnnEncoder.network(shape, params.cnnOutputDim(), seed),
        (int) (shape[0] * shape[1] * shape[2] * shape[3]));
  }

  private record Both(FieldStatistics statistics, FrozenCnn network, int size)
      implements FeatureEncoder {
    @Override
    public int outputs() {
      return FieldStatistics.NAMES.size() + network.outputs();
    }

    @Override
    public long parameterCount() {
      return network.parameterCount();
    }

    @Override
    public Map<String, Weight> weights() {
      return network.weights();
    }

    @Override
    public float[] encode(float[] samples) {
      int named = FieldStatistics.NAMES.size();
      int n = samples.length / size;
      float[] learned = network.encode(samples);
      float[] out = new float[n * outputs()];
      for (int i = 0; i < n; i++) {
        float[] own = statistics.of(samples, i * size, size);
        System.arraycopy(own, 0, out, i * outputs(), named);
        System.arraycopy(
            learned, i * network.outputs(), out, i * outputs() + named, network.outputs());
      }
      return out;
    }

    @Override
    public List<String> names(String family, List<String> features) {
      List<String> names = new ArrayList<>();
      FieldStatistics.NAMES.forEach(n -> names.add(family + "_" + n));
      names.addAll(network.names(family + "_cnn", features));
      return List.copyOf(names);
    }
  }
}
