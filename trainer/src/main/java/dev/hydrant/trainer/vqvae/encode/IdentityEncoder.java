package dev.hydrant.trainer.vqvae.encode;

import java.util.List;
import java.util.Map;

/** {@code IdentityEncoder}: the features as they are, under their own names. */
public final class IdentityEncoder implements EncoderType<IdentityEncoder.Params> {
  /** It has none. */
  public record Params() {}

  @Override
  public List<String> names() {
    return List.of("IdentityEncoder", "identity");
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Input input() {
    return Input.TABLE;
  }

  @Override
  public boolean scales() {
    return false;
  }

  @Override
  public FeatureEncoder create(Params params, long[] shape, long seed) {
    return new Unchanged((int) shape[0]);
  }

  private record Unchanged(int outputs) implements FeatureEncoder {
    @Override
    public long parameterCount() {
      return 0;
    }

    @Override
    public Map<String, Weight> weights() {
      return Map.of();
    }

    @Override
    public float[] encode(float[] samples) {
      return samples;
    }

    @Override
    public List<String> names(String family, List<String> features) {
      return features;
    }
  }
}
