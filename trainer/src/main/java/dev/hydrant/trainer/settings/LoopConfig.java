package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import java.util.Optional;

/** How long a run is and how its steps are taken. */
public record LoopConfig(
    @MayChange
        @Doc("Optimizer steps of the whole run. Default: as many as num_epochs takes, or 1393.")
        @Range(min = 0)
        Optional<Long> numIterations,
    @MayChange
        @Doc(
            "Passes over the training data. The run then counts epochs, and no step mixes batches"
                + " of two epochs.")
        @Range(min = 0)
        Optional<Long> numEpochs,
    @Doc("Micro-batches whose gradients are averaged into one step.") @Default("1") @Range(min = 1)
        int gradAccumSteps,
    @MayChange
        @Doc(
            "Steps between validations; 0: only after the last step. Default: 125, or 0 in a run"
                + " that counts epochs.")
        @Range(min = 0)
        Optional<Long> valLossEvery,
    @MayChange
        @Doc("Epochs between validations, in a run that counts epochs; 0: off.")
        @Default("1")
        @Range(min = 0)
        long valEveryEpochs,
    @MayChange
        @Doc(
            "Steps between validations that only log metrics: they neither stop a run early nor"
                + " choose its best checkpoint; 0: off.")
        @Default("0")
        @Range(min = 0)
        long measureEvery,
    @Doc("Seed of all random numbers.") @Default("0") long seed,
    @Doc("Where to run: auto, cpu, cuda or cuda:N.") @Default("auto") String device,
    @Doc(
            "Type of parameters and arithmetic. With bf16 and fp16, matrix products and attention"
                + " use 16 bits; weights, norms and losses stay in fp32.")
        @Default("fp32")
        @OneOf({"fp32", "fp64", "bf16", "fp16"})
        String precision,
    @Doc(
            "Record the training step once and run it as one TorchScript function; false: run"
                + " operator by operator.")
        @Default("true")
        boolean torchCompile,
    @Doc(
            "Recompute the model's blocks in the backward pass instead of keeping their"
                + " activations: less memory, a third more time. Needs torch_compile.")
        @Default("false")
        boolean recompute,
    @Doc(
            "Compute logits and loss in chunks of rows; false: all at once, with the same numbers"
                + " and more memory.")
        @Default("true")
        boolean useLiger,
    @MayChange
        @Doc(
            "When memory runs out, use twice as many micro-batches of half the size; the step is"
                + " the same.")
        @Default("false")
        boolean autoMicroBatch,
    @MayChange
        @Doc("Seconds to wait for a batch before the run fails because its data hang.")
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
