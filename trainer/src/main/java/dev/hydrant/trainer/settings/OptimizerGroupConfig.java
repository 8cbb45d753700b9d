package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import java.util.List;
import java.util.Optional;

/** Settings of one parameter group; absent keys are those of the whole model. */
public record OptimizerGroupConfig(
    @Doc("The group's optimizer.") @OneOf({"adamw", "adam", "muon", "sgd"})
        Optional<String> optimizer,
    @Doc("Highest learning rate.") @Range(min = 0) Optional<Double> lr,
    @Doc("Decay rates of Adam's two moments.") Optional<List<Double>> betas,
    @Doc("Added to the denominator of Adam.") @Range(above = 0) Optional<Double> eps,
    @Doc("Weight decay.") @Range(min = 0) Optional<Double> weightDecay,
    @Doc("Apply weight decay to the group's biases and norms too.")
        Optional<Boolean> decayVectors) {

  /** A group with the settings of the whole model. */
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
