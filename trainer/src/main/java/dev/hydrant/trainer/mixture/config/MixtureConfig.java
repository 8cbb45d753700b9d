package dev.hydrant.trainer.mixture.config;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.trainer.settings.MayChange;

/** An experiment with Gaussian mixtures: the sections at the top level of its configuration. */
public record MixtureConfig(
    @MayChange @Default("{}") Metadata metadata,
    @MayChange @Default("{}") Paths paths,
    @Default("{}") Device device,
    @Default("{}") Model model,
    @Default("{}") Training training,
    @Default("{}") Data data,
    @Default("{}") Validation validation,
    @MayChange @Default("{}") Logging logging) {

  @Check("model.transformer.input_dim must equal data.dim: leave it out, and it follows")
  boolean widthsAgree() {
    return model.transformer().inputDim().map(d -> d == data.dim()).orElse(true);
  }

  @Check(
      "a flow of type linear or monotonic goes from min_snr to max_snr, so model.flow.min_snr must"
          + " be below model.flow.max_snr")
  boolean flowHasWidth() {
    return model.flow().minSnr() < model.flow().maxSnr();
  }
}
