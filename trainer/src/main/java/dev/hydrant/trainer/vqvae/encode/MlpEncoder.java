package dev.hydrant.trainer.vqvae.encode;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import java.util.List;

/** {@code MLPEncoder}: spreads many features over a fixed number of outputs. */
public final class MlpEncoder implements EncoderType<MlpEncoder.Params> {
  /** Its sizes; dropout does nothing, as it is not trained. */
  public record Params(
      @Default("[256, 128]") @Range(min = 1) List<Integer> hiddenDims,
      @Default("64") @Range(min = 1) int outputDim,
      @Default("0.1") @Range(min = 0, below = 1) double dropout,
      @Default("relu") @OneOf({"relu", "gelu", "tanh"}) String activation,
      @Default("true") boolean batchNorm) {}

  @Override
  public List<String> names() {
    return List.of("MLPEncoder", "mlp");
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
  public FeatureEncoder create(Params p, long[] shape, long seed) {
    return new FrozenMlp(
        (int) shape[0], p.hiddenDims(), p.outputDim(), p.activation(), p.batchNorm(), seed);
  }
}
