package dev.hydrant.trainer.compare;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Section;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.checkpoint.ResumePoint;
import dev.hydrant.trainer.checkpoint.Retention;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Configurations;
import dev.hydrant.trainer.run.RunSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run as its directory tells of it.
 *
 * @param directory of the run
 * @param overrides that were typed for it or that a sweep gave it
 * @param type of its model
 * @param parameters of its model, the learned ones
 * @param unit what its speed is counted in
 * @param headlines how its numbers are called, and which it is known by
 * @param rows its metrics, in the order of steps
 */
public record ComparedRun(
    Path directory,
    List<String> overrides,
    String type,
    long parameters,
    String unit,
    Headlines headlines,
    List<Metrics> rows) {

  /** Whether smaller values of a metric are better. */
  boolean smallerIsBetter(String metric) {
    return headlines.smallerIsBetter(metric, Optional.empty());
  }

  /** Whether a directory looks like that of a run. */
  static boolean isRun(Path directory) {
    return Files.isRegularFile(directory.resolve("metrics.jsonl"))
        && Configurations.isRun(directory);
  }

  /** Reads a run; its model is described, not allocated. */
  static ComparedRun read(Path directory, ModelRegistry registry) {
    RunSetup setup =
        RunSetup.of(Configurations.ofRun(directory, List.of()).resolved(), registry)
            .with(facts(directory));
    TrainableModel model = setup.model();
    List<Metrics> rows = MetricsLog.read(directory, Long.MAX_VALUE);
    if (rows.isEmpty()) {
      throw UserException.failure(directory + " has no metrics yet: metrics.jsonl is empty");
    }
    return new ComparedRun(
        directory,
        overrides(directory),
        setup.config().type(),
        model.module().parameterCount(),
        model.feed().unit(),
        setup.headlines(),
        rows);
  }

  private static Facts facts(Path directory) {
    return new CheckpointStore(directory.resolve(ResumePoint.CHECKPOINTS), Retention.last(1))
        .newestFile(Facts.FILE)
        .map(bytes -> Facts.parse(bytes, directory + "'s " + Facts.FILE))
        .orElse(Facts.NONE);
  }

  private static List<String> overrides(Path directory) {
    Path file = directory.resolve(".hydra").resolve("overrides.yaml");
    try {
      String list = Files.isRegularFile(file) ? Files.readString(file) : "[]";
      return Composer.builder()
          .config("config.yaml", "overrides:\n" + list.indent(2))
          .build()
          .compose("config")
          .at("overrides")
          .items()
          .stream()
          .map(Section::asString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** The first of some metrics that the run has, if any. */
  Optional<String> first(List<String> metrics) {
    return metrics.stream()
        .filter(m -> rows.stream().anyMatch(r -> r.values().containsKey(m)))
        .findFirst();
  }

  /** The finite values of a metric in order; empty if there are none. */
  List<Double> values(String metric) {
    return rows.stream()
        .map(r -> r.values().getOrDefault(metric, Double.NaN))
        .filter(Double::isFinite)
        .toList();
  }
}
