package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.checkpoint.Retention;
import dev.hydrant.trainer.report.Headlines;
import java.util.List;
import java.util.Optional;

/** When checkpoints are written, which are kept, and what a run resumes. */
public record CheckpointConfig(
    @MayChange
        @Doc("Write checkpoints: at the end, when interrupted, and every save_every steps.")
        @Default("true")
        boolean saveCheckpoint,
    @MayChange @Doc("Steps between checkpoints; 0: only at the end.") @Default("0") @Range(min = 0)
        long saveEvery,
    @MayChange
        @Doc("Epochs between checkpoints, in a run that counts epochs; 0: off.")
        @Default("0")
        @Range(min = 0)
        long saveEveryEpochs,
    @MayChange @Doc("Minutes between checkpoints; 0: off.") @Default("0") @Range(min = 0)
        double saveEveryMinutes,
    @MayChange
        @Doc("Write checkpoints in the background, from a copy of the state in memory.")
        @Default("true")
        boolean saveAsync,
    @MayChange @Doc("How many of the newest to keep.") @Default("1") @Range(min = 1) int keepLast,
    @MayChange @Doc("How many of the best to keep.") @Default("1") @Range(min = 0) int saveTopK,
    @MayChange @Doc("Metric that decides which is best. Default: the model's headline metric.")
        Optional<String> monitor,
    @MayChange
        @Doc(
            "Whether a smaller (min) or larger (max) monitor is better. Default: as the model"
                + " says.")
        @OneOf({"min", "max"})
        Optional<String> mode,
    @MayChange
        @Doc(
            "Several lists of best checkpoints, each with its own monitor and name, instead of"
                + " save_top_k; saved at the validation that finds them.")
        @Default("[]")
        List<BestConfig> checkpoints,
    @MayChange
        @Doc("Keep checkpoints of steps divisible by this for good; 0: off.")
        @Default("0")
        @Range(min = 0)
        long keepEvery,
    @MayChange
        @Doc("What to resume, as a path or as {from, allow}. Default: start fresh.")
        @Default("{}")
        ResumeConfig resume,
    @MayChange
        @Doc("Delete another run's files in the run directory; false: stop if there are any.")
        @Default("false")
        boolean overwrite,
    @MayChange
        @Doc(
            "Initial weights: a run, a checkpoint, or safetensors as hydrant export writes them. A"
                + " resumed run does not read them again.")
        Optional<String> initFrom) {

  /** The metric that tells the best. */
  public String monitored(Headlines headlines) {
    return monitor.orElseGet(headlines::monitor);
  }

  /** Whether smaller values of it are better. */
  public boolean smallerIsBetter(Headlines headlines) {
    return headlines.smallerIsBetter(monitored(headlines), mode);
  }

  /** Which checkpoints stay. */
  public Retention retention(Headlines headlines) {
    return checkpoints.isEmpty()
        ? new Retention(
            keepLast, saveTopK, monitored(headlines), smallerIsBetter(headlines), keepEvery)
        : new Retention(
            keepLast, checkpoints.stream().map(c -> c.best(headlines)).toList(), keepEvery);
  }
}
