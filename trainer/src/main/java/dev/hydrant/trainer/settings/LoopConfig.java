package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import java.util.Optional;

/** How long a run is and how its steps are taken. */
public record LoopConfig(
    @Doc("Optimizer steps of the whole run; 1393, or as many as num_epochs has.") @Range(min = 0)
        Optional<Long> numIterations,
    @Doc(
            "How often the run goes through its data; with it the run counts epochs, and no step"
                + " takes batches of two epochs.")
        @Range(min = 0)
        Optional<Long> numEpochs,
    @Doc("Micro-batches whose gradients are averaged into one step.") @Default("8") @Range(min = 1)
        int gradAccumSteps,
    @Doc(
            "Validate every so many steps, and at the last one; 0 for the last one only; 125, or 0"
                + " in a run that counts epochs.")
        @Range(min = 0)
        Optional<Long> valLossEvery,
    @Doc("Validate after every so many epochs; 0 for no such rule.") @Default("1") @Range(min = 0)
        long valEveryEpochs,
    @Doc(
            "Validate every so many steps for the rows alone: such validations neither end a run nor"
                + " tell its best; 0 for none.")
        @Default("0")
        @Range(min = 0)
        long measureEvery,
    @Doc("Everything random follows from it.") @Default("0") long seed,
    @Doc("auto, cpu, cuda or cuda:N.") @Default("auto") String device,
    @Doc(
            "Type of parameters and arithmetic; with bf16 and fp16 matrix products and attention"
                + " have 16 bits, weights, norms and losses 32.")
        @Default("fp32")
        @OneOf({"fp32", "fp64", "bf16", "fp16"})
        String precision,
    @Doc("Record the training step once and run it as one script; false runs operator by operator.")
        @Default("true")
        boolean torchCompile,
    @Doc(
            "Compute the blocks of a model again in the backward pass instead of keeping their"
                + " results: less memory, a third more time. Needs torch_compile.")
        @Default("false")
        boolean recompute,
    @Doc(
            "Compute logits and their loss over a part of the rows at a time; false holds all"
                + " logits: the same numbers, more memory.")
        @Default("true")
        boolean useLiger,
    @Doc(
            "When memory runs out, halve the micro-batches and take twice as many: the step is the"
                + " same.")
        @Default("false")
        boolean autoMicroBatch,
    @Doc("Seconds that the data may take for one batch before it counts as hanging.")
        @Default("120")
        @Range(above = 0)
        double dataTimeoutS) {
  /** Steps of a run whose configuration does not tell its length. */
  public static final long STEPS = 1393;

  private static final long VALIDATION_STEPS = 125;

  /** After how many steps there is a validation; 0 for no such rule. */
  public long validationSteps() {
    return valLossEvery.orElse(numEpochs.isPresent() ? 0 : VALIDATION_STEPS);
  }
}
