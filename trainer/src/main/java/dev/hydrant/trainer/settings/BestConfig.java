package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.checkpoint.Best;
import dev.hydrant.trainer.checkpoint.CheckpointName;
import dev.hydrant.trainer.report.Headlines;
import java.util.Optional;

/** One list of best checkpoints, saved at the validation that finds them. */
public record BestConfig(
    @Doc("Metric that decides which is best. Default: the model's headline metric.")
        Optional<String> monitor,
    @Doc("Whether a smaller (min) or larger (max) monitor is better. Default: as the model says.")
        @OneOf({"min", "max"})
        Optional<String> mode,
    @Doc("Metric that breaks ties. Without it, or if it is equal too, the later checkpoint wins.")
        Optional<String> tie,
    @Doc("Whether a smaller (min) or larger (max) tie is better. Default: as the model says.")
        @OneOf({"min", "max"})
        Optional<String> tieMode,
    @Doc("How many to keep; 0: none, -1: all.") @Default("1") @Range(min = -1) int topK,
    @Doc("Name of the link to the checkpoint, such as best-{epoch:03d}-{val_loss:.4f}.")
        String name) {

  Best best(Headlines headlines) {
    String metric = monitor.orElseGet(headlines::monitor);
    return new Best(
        new Best.Order(
            metric,
            headlines.smallerIsBetter(metric, mode),
            tie.map(
                t -> new Best.Order(t, headlines.smallerIsBetter(t, tieMode), Optional.empty()))),
        topK < 0 ? Best.ALL : topK,
        Optional.of(new CheckpointName(name)));
  }
}
