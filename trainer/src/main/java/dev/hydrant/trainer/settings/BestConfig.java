package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.checkpoint.Best;
import dev.hydrant.trainer.checkpoint.CheckpointName;
import dev.hydrant.trainer.report.Headlines;
import java.util.Optional;

/** One list of best checkpoints, which are written when they are measured. */
public record BestConfig(
    @Doc("The metric that tells the best; null: the one that the model is known by.")
        Optional<String> monitor,
    @Doc("Whether smaller (min) or larger values (max) are better; null: as the model says.")
        @OneOf({"min", "max"})
        Optional<String> mode,
    @Doc("A metric that decides between equal ones; then, and without it, the later is better.")
        Optional<String> tie,
    @Doc("Whether smaller (min) or larger values (max) of tie are better; null: as the model says.")
        @OneOf({"min", "max"})
        Optional<String> tieMode,
    @Doc("How many stay; 0: none, -1: all.") @Default("1") @Range(min = -1) int topK,
    @Doc("What they are called, such as best-{epoch:03d}-{val_loss:.4f}.") String name) {

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
