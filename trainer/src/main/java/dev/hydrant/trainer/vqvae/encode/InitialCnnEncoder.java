package dev.hydrant.trainer.vqvae.encode;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Range;
import java.util.List;

/**
 * {@code InitialCNNEncoder}: a random residual network over images {@code [M, C, H, W]}, whose
 * outputs are averaged over the M of a sample.
 */
public final class InitialCnnEncoder implements EncoderType<InitialCnnEncoder.Params> {
  /** Its size. */
  public record Params(@Default("28") @Range(min = 1) int outputDim) {}

  @Override
  public List<String> names() {
    return List.of("InitialCNNEncoder", "ICCNNEncoder", "ic_cnn");
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
    return network(shape, params.outputDim(), seed);
  }

  static FrozenCnn network(long[] shape, int outputs, long seed) {
    return new FrozenCnn(
        2, (int) shape[0], (int) shape[1], (int) shape[2], (int) shape[3], outputs, seed);
  }
}
