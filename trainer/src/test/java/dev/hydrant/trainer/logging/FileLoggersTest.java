package dev.hydrant.trainer.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.callback.RunInfo;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLoggersTest {
  private static final String HEAD = "step,train_loss,val_loss,lr,grad_norm,tokens_per_s";

  @TempDir Path dir;

  static Metrics row(long step, Object... namesAndValues) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
    }
    return new Metrics(step, values);
  }

  static RunInfo run(Path directory, long from, List<Metrics> earlier) {
    Map<String, Object> config = Map.of("model_cfg", Map.of("width", 5L));
    return new RunInfo(directory, "toy", config, 20, "tokens", Headlines.LOSS, from, 9, earlier);
  }

  private static void log(Callback logger, RunInfo run, Metrics... rows) {
    logger.onStart(run);
    List.of(rows).forEach(logger::onStep);
    logger.onEnd(RunEnd.COMPLETE);
  }

  @Test
  void rows_are_on_disk_as_soon_as_they_are_told() {
    for (Callback logger : List.of(new JsonlLogger(), new CsvLogger())) {
      logger.onStart(run(dir, 0, List.of()));
      logger.onStep(row(1, "train_loss", 10.5));
      logger.onStep(row(2, "train_loss", 9.5, "val_loss", 9.75));
    }
    assertThat(dir.resolve("metrics.jsonl"))
        .hasContent(
            "{\"step\":1,\"train_loss\":10.5}\n"
                + "{\"step\":2,\"train_loss\":9.5,\"val_loss\":9.75}\n");
    assertThat(dir.resolve("metrics.csv")).hasContent(HEAD + "\n1,10.5,,,,\n2,9.5,9.75,,,\n");
  }

  @Test
  void a_new_name_becomes_a_new_column_of_the_whole_table() {
    log(
        new CsvLogger(),
        run(dir, 0, List.of()),
        row(1, "train_loss", 1),
        row(2, "train_loss", 2, "perplexity", 7),
        row(3, "train_loss", 3));
    assertThat(dir.resolve("metrics.csv"))
        .hasContent(HEAD + ",perplexity\n1,1.0,,,,,\n2,2.0,,,,,7.0\n3,3.0,,,,,\n");
  }

  @Test
  void names_of_columns_are_quoted_and_no_formulas() {
    log(new CsvLogger(), run(dir, 0, List.of()), row(1, "=1,1/level_0", 7));
    assertThat(dir.resolve("metrics.csv")).hasContent(HEAD + ",\"'=1,1/level_0\"\n1,,,,,,7.0\n");
  }

  @Test
  void a_resumed_run_goes_on_after_the_rows_of_its_checkpoint() throws IOException {
    Metrics[] five = new Metrics[5];
    for (int i = 1; i <= 5; i++) {
      five[i - 1] = row(i, "train_loss", i);
    }
    log(new JsonlLogger(), run(dir, 0, List.of()), five);
    Files.writeString(dir.resolve("metrics.jsonl"), "{\"step\":6,\"tr", StandardOpenOption.APPEND);
    List<Metrics> earlier = MetricsLog.read(dir, 3);
    assertThat(earlier).hasSize(3);
    log(new JsonlLogger(), run(dir, 3, earlier), row(4, "train_loss", 44));
    log(new CsvLogger(), run(dir, 3, earlier), row(4, "train_loss", 44));
    assertThat(MetricsLog.read(dir, 99)).extracting(Metrics::step).containsExactly(1L, 2L, 3L, 4L);
    assertThat(dir.resolve("metrics.csv"))
        .hasContent(HEAD + "\n1,1.0,,,,\n2,2.0,,,,\n3,3.0,,,,\n4,44.0,,,,\n");
  }

  @Test
  void what_is_not_finite_is_null_in_json_and_comes_back_as_nan() {
    log(new JsonlLogger(), run(dir, 0, List.of()), row(1, "train_loss", Double.NaN));
    assertThat(dir.resolve("metrics.jsonl")).hasContent("{\"step\":1,\"train_loss\":null}\n");
    assertThat(MetricsLog.read(dir, 1).get(0).values().get("train_loss")).isNaN();
  }

  @Test
  void a_directory_that_vanishes_does_not_end_the_run() throws IOException {
    for (Callback logger :
        List.of(
            new JsonlLogger(),
            new CsvLogger(),
            new TensorBoardLogger(new TensorBoardLogger.Settings("tensorboard")))) {
      Path gone = Files.createDirectory(dir.resolve(logger.name()));
      logger.onStart(run(gone, 0, List.of()));
      logger.onStep(row(1, "train_loss", 1));
      try (var files = Files.walk(gone)) {
        for (Path p : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
      logger.onStep(row(2, "train_loss", 2, "new", 3));
      logger.onStep(row(3, "train_loss", 3));
      logger.onEnd(RunEnd.COMPLETE);
    }
  }
}
