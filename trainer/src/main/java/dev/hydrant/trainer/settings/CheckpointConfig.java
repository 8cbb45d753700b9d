package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.checkpoint.Retention;
import dev.hydrant.trainer.report.Headlines;
import java.util.List;
import java.util.Optional;

/** When checkpoints are written, which of them stay, and where a run goes on from. */
public record CheckpointConfig(
    @Doc("Whether to write checkpoints: at the end, when interrupted, and every save_every steps.")
        @Default("true")
        boolean saveCheckpoint,
    @Doc("Write one every so many steps; 0 for the end only.") @Default("0") @Range(min = 0)
        long saveEvery,
    @Doc("Write one after every so many epochs; 0 for no such rule.") @Default("0") @Range(min = 0)
        long saveEveryEpochs,
    @Doc("Write one when so many minutes have passed since the last; 0 for no such rule.")
        @Default("0")
        @Range(min = 0)
        double saveEveryMinutes,
    @Doc(
            "Whether checkpoints are written while training goes on, from a copy of the state in"
                + " memory.")
        @Default("true")
        boolean saveAsync,
    @Doc("How many of the newest stay.") @Default("1") @Range(min = 1) int keepLast,
    @Doc("How many of the best stay.") @Default("1") @Range(min = 0) int saveTopK,
    @Doc("The metric that tells the best; null: the one that the model is known by.")
        Optional<String> monitor,
    @Doc("Whether smaller (min) or larger values (max) are better; null: as the model says.")
        @OneOf({"min", "max"})
        Optional<String> mode,
    @Doc(
            "Lists of best checkpoints, each with monitor, mode, tie, top_k and name, in place of"
                + " save_top_k; they are written when they are measured.")
        @Default("[]")
        List<BestConfig> checkpoints,
    @Doc("Steps divisible by this stay for good; 0 for none.") @Default("0") @Range(min = 0)
        long keepEvery,
    @Doc("Where to go on from, as a path or as {from, allow}; nowhere by default.") @Default("{}")
        ResumeConfig resume,
    @Doc(
            "Whether to delete what another run has left in the run directory; without it, such a"
                + " directory is refused.")
        @Default("false")
        boolean overwrite,
    @Doc(
            "Weights to begin with: a run, a checkpoint, or safetensors as hydrant export writes"
                + " them; a run that is resumed does not need them again.")
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
