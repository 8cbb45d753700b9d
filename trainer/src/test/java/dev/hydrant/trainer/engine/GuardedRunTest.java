package dev.hydrant.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of a model whose data and memory fail. */
@Timeout(60)
class GuardedRunTest {
  @TempDir Path dir;

  private static String yaml(String more, String model) {
    return """
        type: fragile
        num_iterations: 4
        grad_accum_steps: 2
        val_loss_every: 0
        lr: 0.02
        lr_schedule: constant
        precision: fp64
        %s
        model_cfg: {%s}
        """
        .formatted(more, model);
  }

  private static double[] tensor(Path run, long step, String name) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(Runs.checkpoint(run, step));
    try (SafeTensorsReader file = checkpoint.tensors("model")) {
      ByteBuffer b = file.bytes(name);
      double[] values = new double[b.remaining() / Double.BYTES];
      b.asDoubleBuffer().get(values);
      return values;
    }
  }

  private static List<Double> losses(Path run) {
    return MetricsLog.read(run, 99).stream().map(m -> m.values().get("train_loss")).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_step_that_is_skipped_leaves_parameters_and_buffers_as_they_were(boolean recorded)
      throws IOException {
    String mode = "torch_compile: " + recorded;
    Path before = dir.resolve("before");
    Runs.train(before, yaml(mode, "").replace("iterations: 4", "iterations: 2"));
    Path run = dir.resolve("run");
    String skip = mode + "\non_nonfinite: skip";
    Runs.train(run, yaml(skip, "nan_at: [5]").replace("iterations: 4", "iterations: 3"));
    for (String name : List.of("weight", "mean")) {
      assertThat(tensor(run, 3, name)).isEqualTo(tensor(before, 2, name));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void so_does_a_step_whose_loss_jumps(boolean recorded) throws IOException {
    String guard = "on_spike: skip\nspike_window: 2\ntorch_compile: " + recorded;
    Path run = dir.resolve("run");
    Runs.train(run, yaml(guard + "\nsave_every: 1\nkeep_last: 9", "jump_at: [5]"));
    for (String name : List.of("weight", "mean")) {
      assertThat(tensor(run, 3, name)).isEqualTo(tensor(run, 2, name));
      assertThat(tensor(run, 4, name)).isNotEqualTo(tensor(run, 3, name));
    }
  }

  @Test
  void a_step_within_its_limit_is_the_step_without_one() throws IOException {
    Path limited = dir.resolve("limited");
    Runs.train(limited, yaml("on_spike: skip\nspike_window: 1\nspike_zscore: 1e6", ""));
    Path free = dir.resolve("free");
    Runs.train(free, yaml("", ""));
    assertThat(tensor(limited, 4, "weight")).isEqualTo(tensor(free, 4, "weight"));
    assertThat(losses(limited)).isEqualTo(losses(free));
  }

  @Test
  void a_run_that_stops_says_how_to_go_on_and_does() throws IOException {
    Path run = dir.resolve("run");
    assertThatThrownBy(() -> Runs.train(run, yaml("", "nan_at: [5]")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("step 3 went wrong: the loss is NaN.")
        .hasMessageContaining("Go on with\n    ./hydrant train resume=" + run);
    Runs.train(run, yaml("on_nonfinite: skip\nresume: auto", "nan_at: [5]"));
    assertThat(losses(run)).hasSize(4);
    assertThat(losses(run).get(2)).isNaN();
  }

  @Test
  void a_run_whose_rollbacks_are_used_up_says_how_to_go_on_if_there_is_anything_to_go_on_with() {
    String often = "on_nonfinite: rollback\nmax_rollbacks: 1\n";
    String failing = "nan_at: [4, 5, 6, 7, 8, 9, 10, 11]";
    assertThatThrownBy(() -> Runs.train(dir.resolve("none"), yaml(often, failing)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("step 1: the loss is NaN, and max_rollbacks=1 is used up.")
        .hasMessageNotContaining("Go on with");
    Path run = dir.resolve("some");
    assertThatThrownBy(() -> Runs.train(run, yaml(often + "save_every: 1", failing)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("max_rollbacks=1 is used up.")
        .hasMessageContaining("Go on with\n    ./hydrant train resume=" + run);
  }

  @Test
  void without_checkpoints_a_rollback_uses_a_copy_in_memory() throws IOException {
    Path run = dir.resolve("run");
    Runs.train(
        run,
        yaml("on_nonfinite: rollback\nsave_checkpoint: false\nval_loss_every: 2", "nan_at: [7]")
            .replace("val_loss_every: 0\n", ""));
    assertThat(losses(run).subList(1, 5)).hasSize(4).doesNotContain(Double.NaN);
    assertThat(MetricsLog.read(run, 99))
        .extracting(Metrics::step)
        .containsExactly(0L, 1L, 2L, 3L, 4L);
    // Step 3 was taken again on the batches after the failure, 8 and 9.
    assertThat(MetricsLog.read(run, 99).get(3).values()).containsEntry("train_batch", 8.5);
    assertThat(run.resolve("checkpoints")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void halved_micro_batches_take_the_same_steps(boolean recorded) throws IOException {
    String mode = "torch_compile: " + recorded;
    Path whole = dir.resolve("whole");
    Runs.train(whole, yaml(mode, ""));
    Path parts = dir.resolve("parts");
    Runs.train(parts, yaml(mode + "\nauto_micro_batch: true", "most_rows: 5"));
    for (int i = 0; i < 4; i++) {
      assertThat(losses(parts).get(i)).isCloseTo(losses(whole).get(i), within(1e-12));
    }
    double[] expected = tensor(whole, 4, "weight");
    double[] actual = tensor(parts, 4, "weight");
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-12));
    }
    assertThat(Checkpoint.open(Runs.checkpoint(parts, 4)).state().get("micro_batch_parts").asInt())
        .isEqualTo(4);
  }

  @Test
  void want_of_memory_is_told_with_what_would_fit() {
    String model = "most_rows: 5, recording_fails: false";
    assertThatThrownBy(() -> Runs.train(dir.resolve("run"), yaml("torch_compile: false", model)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("out of memory: a step with micro-batches of 16 rows takes about")
        .hasMessageContaining("8 rows (about")
        .hasMessageContaining("auto_micro_batch=true")
        .hasMessageContaining("grad_accum_steps=4");
  }

  @Test
  void even_one_row_may_be_too_much() {
    assertThatThrownBy(
            () -> Runs.train(dir.resolve("run"), yaml("auto_micro_batch: true", "most_rows: 0")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("out of memory");
  }

  @Test
  void a_crash_of_the_data_is_told_with_its_place_and_cause() {
    assertThatThrownBy(() -> Runs.train(dir.resolve("run"), yaml("", "crash_at: 3")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("failed at training batch 3 (row 48 of points.bin)")
        .hasMessageContaining("ArrayIndexOutOfBoundsException: Index 7 out of bounds")
        .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
  }

  @Test
  void data_that_hang_are_told_with_what_was_waited_for() {
    assertThatThrownBy(
            () -> Runs.train(dir.resolve("run"), yaml("data_timeout_s: 0.2", "hang_at: 3")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("hangs: training batch 3 (row 48 of points.bin) was not there after")
        .hasMessageContaining("data_timeout_s");
  }

  @Test
  void a_run_directory_that_vanishes_is_made_again() throws IOException {
    Path run = Files.createDirectories(dir.resolve("run"));
    Files.createDirectories(run.resolve(".hydra"));
    Files.writeString(run.resolve(".hydra/config.yaml"), "type: fragile\n");
    Callback vandal =
        new Callback() {
          @Override
          public void onStep(Metrics metrics) {
            if (metrics.step() == 2) {
              delete(run);
            }
          }
        };
    Runs.train(run, yaml("", ""), vandal);
    assertThat(losses(run)).hasSize(4);
    assertThat(run.resolve("metrics.csv")).content().hasLineCount(5);
    assertThat(run.resolve(".hydra/config.yaml")).hasContent("type: fragile\n");
    assertThat(Runs.checkpoint(run, 4)).exists();
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path p : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
