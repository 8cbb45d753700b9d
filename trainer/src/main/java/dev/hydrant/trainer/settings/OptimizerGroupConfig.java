package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import java.util.List;
import java.util.Optional;

/** What one group of parameters does otherwise than the rest; absent keys are those of all. */
public record OptimizerGroupConfig(
    @OneOf({"adamw", "adam", "muon", "sgd"}) Optional<String> optimizer,
    @Range(min = 0) Optional<Double> lr,
    Optional<List<Double>> betas,
    @Range(above = 0) Optional<Double> eps,
    @Range(min = 0) Optional<Double> weightDecay,
    @Doc("Whether its parameters of fewer than two dimensions decay, too.")
        Optional<Boolean> decayVectors) {

  /** A group that does as all do. */
  public static final OptimizerGroupConfig NONE =
      new OptimizerGroupConfig(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Check("betas must be two numbers in [0, 1)")
  boolean betasAreTwoDecays() {
    return betas.isEmpty()
        || betas.get().size() == 2 && betas.get().stream().allMatch(b -> b >= 0 && b < 1);
  }
}
