package dev.hydrant.trainer.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that count epochs, of 28 rows in four batches (8, 8, 8 and 4). */
class EpochRunTest {
  @TempDir static Path dir;
  private static Runs.Outcome straight;

  static String yaml(String more) {
    return """
           type: codes
           num_epochs: 5
           grad_accum_steps: 1
           lr: 0.05
           lr_schedule: plateau
           lr_patience: 0
           warmup_frac: 0
           save_every: 1
           keep_last: 99
           """
        + more;
  }

  @BeforeAll
  static void train() throws IOException {
    straight = Runs.train(dir.resolve("straight"), yaml(""));
  }

  private static List<Metrics> rows(Path run) {
    return MetricsLog.read(run, Long.MAX_VALUE);
  }

  private static Metrics row(Path run, long step) {
    return rows(run).stream().filter(r -> r.step() == step).findFirst().orElseThrow();
  }

  @Test
  void fewer_epochs_than_are_done_are_refused_with_what_to_give() {
    String fewer =
        yaml("").replace("num_epochs: 5", "num_epochs: 2") + "resume: " + straight.directory();
    assertThatThrownBy(() -> Runs.train(dir.resolve("fewer"), fewer))
        .hasMessageContaining("has done 20 steps already, more than the 8 of this run")
        .hasMessageContaining("num_epochs=10");
  }

  @Test
  void the_number_of_steps_follows_from_the_epochs() {
    assertThat(rows(straight.directory()))
        .hasSize(20)
        .last()
        .extracting(Metrics::step)
        .isEqualTo(20L);
    assertThat(straight.out()).contains("Done: 20 of 20 steps").contains("num_epochs=10");
    assertThat(straight.progress()).contains("epoch 5.00");
  }

  @Test
  void rows_tell_the_epoch_and_validations_come_at_its_end() {
    Path run = straight.directory();
    assertThat(row(run, 6).values().get("epoch")).isEqualTo(1.5);
    assertThat(rows(run).stream().filter(Runs::isValidated).map(Metrics::step))
        .containsExactly(4L, 8L, 12L, 16L, 20L);
  }

  @Test
  void the_row_of_an_epoch_holds_means_over_it_by_rows_and_quotients_of_sums() throws IOException {
    Path run = dir.resolve("means");
    String both = yaml("").replace("num_epochs: 5", "num_epochs: 1") + "num_iterations: 4\n";
    assertThat(Runs.train(run, both).out()).contains("num_iterations=8");
    Path steps = dir.resolve("steps");
    // The same steps without epochs: the rows of each step as they are.
    Runs.train(steps, yaml("").replace("num_epochs: 5", "num_iterations: 4"));
    double loss = 0;
    double used = 0;
    long[] sizes = {8, 8, 8, 4};
    for (int step = 1; step <= 4; step++) {
      Map<String, Double> values = row(steps, step).values();
      loss += sizes[step - 1] * values.get("train/loss") / 28;
      used += values.get("train/used") / 4;
    }
    assertThat(row(run, 4).values().get("train/loss")).isCloseTo(loss, within(1e-6));
    assertThat(row(run, 4).values().get("train/used")).isCloseTo(used, within(1e-12));
    assertThat(row(run, 3).values().get("train/loss"))
        .isEqualTo(row(steps, 3).values().get("train/loss"));
  }

  @Test
  void an_epoch_that_does_not_fill_its_last_step_ends_there() throws IOException {
    Path run = dir.resolve("three");
    Runs.train(run, yaml("").replace("grad_accum_steps: 1", "grad_accum_steps: 3"));
    assertThat(rows(run)).hasSize(10);
    assertThat(state(run, 2).get("next_batch").asInt()).isEqualTo(4);
    assertThat(state(run, 3).get("next_batch").asInt()).isEqualTo(7);
  }

  private static com.fasterxml.jackson.databind.JsonNode state(Path run, int step)
      throws IOException {
    return new ObjectMapper().readTree(Runs.checkpoint(run, step).resolve("state.json").toFile());
  }

  @Test
  void the_hook_acts_at_the_end_of_each_epoch_and_its_numbers_are_in_the_row() throws IOException {
    Path run = straight.directory();
    assertThat(rows(run).stream().filter(r -> r.values().containsKey("codes_reset")))
        .extracting(Metrics::step)
        .containsExactly(4L, 8L, 12L, 16L, 20L);
    double resets =
        rows(run).stream().mapToDouble(r -> r.values().getOrDefault("codes_reset", 0.0)).sum();
    assertThat(resets).isPositive();
    assertThat(state(run, 20).at("/model/resets").asDouble()).isEqualTo(resets);
  }

  @Test
  void a_metric_over_the_whole_validation_is_in_the_row_and_tells_the_best() throws IOException {
    Path run = straight.directory();
    Metrics last = row(run, 20);
    assertThat(last.values().get("val/purity")).isBetween(0.0, 1.0);
    assertThat(last.values().get("val/training_purity") * 28 % 1).isCloseTo(0, within(1e-9));
    assertThat(last.values().get("val/utilization") * 5 % 1).isCloseTo(0, within(1e-9));
    assertThat(Runs.checkpoint(run, 20).getFileName().toString()).contains("val_purity");
    assertThat(straight.out()).contains("validation purity").contains("purity curve");
    assertThat(run.resolve("purity.png")).exists();
  }

  @Test
  void a_plateau_lowers_the_rate_when_the_validation_loss_gets_no_better() {
    Path run = straight.directory();
    double best = Double.POSITIVE_INFINITY;
    double factor = 1;
    for (Metrics row : rows(run)) {
      assertThat(row.values().get("lr")).isCloseTo(0.05 * factor, within(1e-12));
      if (Runs.isValidated(row)) {
        double loss = row.values().get("val/loss");
        if (Double.isInfinite(best) || loss < best - 1e-4 * best) {
          best = loss;
        } else {
          factor = Math.max(0.1, factor / 2);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5, 11})
  void a_resumed_run_ends_in_the_same_bytes(int k) throws IOException {
    Path resumed = dir.resolve("resumed-" + k);
    Runs.train(resumed, yaml("resume: " + Runs.checkpoint(straight.directory(), k)));
    assertSame(resumed, straight.directory());
  }

  @Test
  void operator_by_operator_it_is_the_same_to_rounding() throws IOException {
    Path eager = dir.resolve("eager");
    Runs.train(eager, yaml("torch_compile: false"));
    for (String name : List.of("train/loss", "val/loss", "val/purity", "codes_reset")) {
      assertThat(row(eager, 4).values().get(name))
          .as(name)
          .isCloseTo(row(straight.directory(), 4).values().get(name), within(1e-5));
    }
  }

  static void assertSame(Path run, Path expected) throws IOException {
    for (String file : List.of("model.safetensors", "optimizer.safetensors", "facts.json")) {
      assertThat(Files.readAllBytes(Runs.checkpoint(run, 20).resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(Runs.checkpoint(expected, 20).resolve(file)));
    }
    var state = (com.fasterxml.jackson.databind.node.ObjectNode) state(run, 20);
    var other = (com.fasterxml.jackson.databind.node.ObjectNode) state(expected, 20);
    state.remove("config");
    other.remove("config");
    assertThat(state).isEqualTo(other);
  }

  @ParameterizedTest
  @CsvSource({
    "val_every_epochs: 2, 8-16-20",
    "val_every_epochs: 0, 20",
    "val_loss_every: 6, 0-4-6-8"
  })
  void validations_come_every_so_many_epochs_or_steps(String key, String steps) throws IOException {
    Path run = dir.resolve(key.replaceAll("\\W+", "-"));
    Runs.train(run, yaml("save_checkpoint: false\n" + key));
    String found =
        rows(run).stream()
            .filter(Runs::isValidated)
            .map(r -> Long.toString(r.step()))
            .collect(java.util.stream.Collectors.joining("-"));
    assertThat(found).startsWith(steps);
  }

  /** Codes are validated at steps 4 and 8, where epochs end; at 3 and 6 they are only looked at. */
  @Test
  void a_validation_that_is_only_shown_is_in_the_rows_and_counts_for_nothing() throws IOException {
    Path run = dir.resolve("shown");
    List<Long> validated = new ArrayList<>();
    List<Long> hasNumbers = new ArrayList<>();
    Callback watcher =
        new Callback() {
          @Override
          public void onValidation(Metrics found) {
            validated.add(found.step());
            assertThat(found.values()).containsKey("val/loss").doesNotContainKey("train/loss");
          }

          @Override
          public void onStep(Metrics row) {
            if (row.hasValidation()) {
              hasNumbers.add(row.step());
            }
          }
        };
    String best = "checkpoints: [{monitor: val/loss, mode: min, name: 'best-{step}'}]\n";
    String more = "measure_every: 3\nsave_every: 0\n" + best;
    Runs.train(
        run,
        yaml(more).replace("num_epochs: 5", "num_epochs: 2").replace("save_every: 1\n", ""),
        watcher);
    assertThat(validated).containsExactly(4L, 8L);
    assertThat(hasNumbers).containsExactly(3L, 4L, 6L, 8L);
    assertThat(rows(run).stream().filter(Runs::isValidated).map(Metrics::step))
        .containsExactly(3L, 4L, 6L, 8L);
    assertThat(run.resolve("checkpoints").toFile().list())
        .noneMatch(name -> name.startsWith("step-000003") || name.startsWith("step-000006"));
  }

  @Test
  void checkpoints_come_every_so_many_epochs() throws IOException {
    Path run = dir.resolve("saves");
    Runs.train(run, yaml("save_every_epochs: 2").replace("save_every: 1", "save_every: 0"));
    assertThat(run.resolve("checkpoints").toFile().list())
        .extracting(name -> name.substring(0, 11))
        .containsExactlyInAnyOrder("step-000008", "step-000016", "step-000020");
  }

  @Test
  void data_without_an_end_have_no_epochs() {
    assertThatThrownBy(
            () -> Runs.train(dir.resolve("x"), "{type: toy, num_epochs: 2, model_cfg: {width: 5}}"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("num_epochs=2: these data have no end")
        .hasMessageContaining("num_iterations");
  }
}
