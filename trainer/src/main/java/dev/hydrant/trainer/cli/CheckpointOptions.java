package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.model.LowerCaseEnum;
import dev.hydrant.trainer.weights.WeightKind;
import picocli.CommandLine.Option;

/** The options by which a command is told which weights of a run it is to use. */
final class CheckpointOptions {
  static final String LAST = "last";
  static final String BEST = "best";

  /** What a final test judges; not to be typed. */
  static final String BEST_OR_LAST = "best or last";

  @Option(
      names = "--checkpoint",
      paramLabel = "WHICH",
      description = "last, best (by the monitor of the run), or a checkpoint directory.")
  private String checkpoint;

  @Option(
      names = "--weights",
      paramLabel = "KIND",
      converter = Kind.class,
      description = "model, or ema: their moving average.")
  private WeightKind weights = WeightKind.MODEL;

  /** Reads {@link WeightKind}. */
  static final class Kind extends LowerCaseEnum<WeightKind> {
    Kind() {
      super(WeightKind.class);
    }
  }

  String checkpoint() {
    return checkpoint(LAST);
  }

  /** As above, with another default. */
  String checkpoint(String otherwise) {
    return checkpoint == null ? otherwise : checkpoint;
  }

  WeightKind weights() {
    return weights;
  }
}
