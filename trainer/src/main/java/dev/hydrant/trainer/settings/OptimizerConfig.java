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
            "adamw; adam, whose weight decay is part of the gradient; muon for the matrices of"
                + " blocks with Adam beside it; or sgd, with the first of betas as its momentum.")
        @Default("adamw")
        @OneOf({"adamw", "adam", "muon", "sgd"})
        String optimizer,
    @Default("6e-4") @Range(above = 0) double lr,
    @Default("[0.9, 0.95]") List<Double> betas,
    @Default("1e-8") @Range(above = 0) double eps,
    @Doc(
            "Weight decay of parameters with two or more dimensions: decoupled with adamw, part of"
                + " the gradient (coupled) with adam and sgd, none with muon.")
        @Default("0.1")
        @Range(min = 0)
        double weightDecay,
    @Doc("Largest global norm of the gradients; 0 for no limit.") @Default("1.0") @Range(min = 0)
        double gradClip,
    @Doc("AdamW with one second moment for each row of a matrix and each head of queries and keys.")
        @Default("false")
        boolean useAdamMini,
    Optional<Double> lrHead,
    Optional<Double> lrEmbed,
    Optional<Double> lrScalar,
    Optional<Double> lrHidden,
    @Doc("Whether parameters of fewer than two dimensions (biases, norms) decay, too.")
        @Default("false")
        boolean decayVectors,
    @Doc(
            "What groups of parameters do otherwise: by name, optimizer, lr, betas, eps,"
                + " weight_decay, decay_vectors.")
        @Default("{}")
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
