package dev.hydrant.trainer.vqvae.encode;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Range;
import java.util.List;
import java.util.Map;

/** {@code TemporalCNNEncoder}: a random residual network over series {@code [T, D]}. */
public final class TemporalCnnEncoder implements EncoderType<TemporalCnnEncoder.Params> {
  /** Its size. */
  public record Params(@Default("64") @Range(min = 1) int outputDim) {}

  @Override
  public List<String> names() {
    return List.of("TemporalCNNEncoder", "TDCNNEncoder", "td_cnn");
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Input input() {
    return Input.SERIES;
  }

  @Override
  public FeatureEncoder create(Params params, long[] shape, long seed) {
    int steps = (int) shape[0];
    int width = (int) shape[1];
    return new Series(new FrozenCnn(1, 1, width, 1, steps, params.outputDim(), seed), steps, width);
  }

  /** Gives the network its channels first. */
  private record Series(FrozenCnn network, int steps, int width) implements FeatureEncoder {
    @Override
    public int outputs() {
      return network.outputs();
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
      float[] turned = new float[samples.length];
      int each = steps * width;
      for (int i = 0; i < samples.length; i++) {
        int sample = i / each;
        int t = i % each / width;
        turned[sample * each + i % width * steps + t] = samples[i];
      }
      return network.encode(turned);
    }
  }
}
