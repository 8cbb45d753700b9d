package dev.hydrant.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  @TempDir Path dir;

  private static Metrics row(long step, Object... namesAndValues) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
    }
    return new Metrics(step, values);
  }

  @Test
  void rows_are_on_disk_as_soon_as_they_are_added() throws IOException {
    try (MetricsLog log = MetricsLog.open(dir, List.of(), List.of("train_loss", "val_loss"))) {
      log.add(row(1, "train_loss", 10.5));
      log.add(row(2, "train_loss", 9.5, "val_loss", 9.75));
      assertThat(dir.resolve("metrics.jsonl"))
          .hasContent(
              "{\"step\":1,\"train_loss\":10.5}\n"
                  + "{\"step\":2,\"train_loss\":9.5,\"val_loss\":9.75}\n");
      assertThat(dir.resolve("metrics.csv"))
          .hasContent("step,train_loss,val_loss\n1,10.5,\n2,9.5,9.75\n");
    }
  }

  @Test
  void a_new_name_becomes_a_new_column_of_the_whole_table() {
    try (MetricsLog log = MetricsLog.open(dir, List.of(), List.of("train_loss"))) {
      log.add(row(1, "train_loss", 1));
      log.add(row(2, "train_loss", 2, "perplexity", 7));
      log.add(row(3, "train_loss", 3));
    }
    assertThat(dir.resolve("metrics.csv"))
        .hasContent("step,train_loss,perplexity\n1,1.0,\n2,2.0,7.0\n3,3.0,\n");
  }

  @Test
  void a_resumed_run_goes_on_after_the_rows_of_its_checkpoint() throws IOException {
    try (MetricsLog log = MetricsLog.open(dir, List.of(), List.of("train_loss"))) {
      for (int i = 1; i <= 5; i++) {
        log.add(row(i, "train_loss", i));
      }
    }
    Files.writeString(dir.resolve("metrics.jsonl"), "{\"step\":6,\"tr", StandardOpenOption.APPEND);
    List<Metrics> earlier = MetricsLog.read(dir, 3);
    assertThat(earlier).hasSize(3);
    try (MetricsLog log = MetricsLog.open(dir, earlier, List.of("train_loss"))) {
      log.add(row(4, "train_loss", 44));
    }
    assertThat(MetricsLog.read(dir, 99)).extracting(Metrics::step).containsExactly(1L, 2L, 3L, 4L);
    assertThat(dir.resolve("metrics.csv"))
        .hasContent("step,train_loss\n1,1.0\n2,2.0\n3,3.0\n4,44.0\n");
  }

  @Test
  void what_is_not_finite_is_null_in_json_and_comes_back_as_nan() {
    try (MetricsLog log = MetricsLog.open(dir, List.of(), List.of())) {
      log.add(row(1, "train_loss", Double.NaN));
    }
    assertThat(dir.resolve("metrics.jsonl")).hasContent("{\"step\":1,\"train_loss\":null}\n");
    assertThat(MetricsLog.read(dir, 1).get(0).values().get("train_loss")).isNaN();
  }

  @Test
  void a_directory_that_vanishes_does_not_end_the_run() throws IOException {
    Path gone = Files.createDirectory(dir.resolve("gone"));
    try (MetricsLog log = MetricsLog.open(gone, List.of(), List.of("train_loss"))) {
      log.add(row(1, "train_loss", 1));
      try (var files = Files.list(gone)) {
        for (Path p : files.toList()) {
          Files.delete(p);
        }
      }
      Files.delete(gone);
      log.add(row(2, "train_loss", 2, "new", 3));
      log.add(row(3, "train_loss", 3));
      assertThat(log.rows()).hasSize(3);
    }
  }
}
