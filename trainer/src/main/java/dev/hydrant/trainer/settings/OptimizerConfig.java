package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The optimizer. */
public record OptimizerConfig(
    @Doc(
            "adamw; adam, whose weight decay is added to the gradient; muon for the matrices of"
                + " blocks, with Adam for the rest; or sgd, with the first of betas as momentum.")
        @Default("adamw")
        @OneOf({"adamw", "adam", "muon", "sgd"})
        String optimizer,
    @Doc("Highest learning rate.") @Default("6e-4") @Range(above = 0) double lr,
    @Doc("Decay rates of Adam's two moments.") @Default("[0.9, 0.95]") List<Double> betas,
    @Doc("Added to the denominator of Adam.") @Default("1e-8") @Range(above = 0) double eps,
    @Doc(
            "Weight decay of parameters with two or more dimensions: decoupled with adamw, added to"
                + " the gradient with adam and sgd, none with muon.")
        @Default("0.1")
        @Range(min = 0)
        double weightDecay,
    @Doc("Clip the gradient to this global norm; 0: no clipping.") @Default("1.0") @Range(min = 0)
        double gradClip,
    @Doc("AdamW with one second moment per row of a matrix and per head of queries and keys.")
        @Default("false")
        boolean useAdamMini,
    @Doc("Learning rate of the group head. Default: lr, or Muon's table.") Optional<Double> lrHead,
    @Doc("Learning rate of the group embed. Default: lr, or Muon's table.")
        Optional<Double> lrEmbed,
    @Doc("Learning rate of the group scalar. Default: lr, or Muon's table.")
        Optional<Double> lrScalar,
    @Doc("Learning rate of the group hidden. Default: lr, or Muon's table.")
        Optional<Double> lrHidden,
    @Doc("Apply weight decay to biases and norms too.") @Default("false") boolean decayVectors,
    @Doc("Settings of single parameter groups, by the group's name.") @Default("{}")
        Map<String, OptimizerGroupConfig> optimizerGroups) {

  @Check("betas must be two numbers in [0, 1)")
  boolean betasAreTwoDecays() {
    return betas.size() == 2 && betas.stream().allMatch(b -> b >= 0 && b < 1);
  }

  @Check("use_adam_mini is a kind of adamw; give optimizer=adamw with it")
  boolean miniIsAdam() {
    return !useAdamMini || optimizer.equals("adamw");
  }
}
