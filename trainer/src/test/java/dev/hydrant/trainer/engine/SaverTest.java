package dev.hydrant.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointException;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.checkpoint.Retention;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.settings.CheckpointConfig;
import dev.hydrant.trainer.settings.LoopConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaverTest {
  @TempDir Path dir;
  private final List<Long> told = new ArrayList<>();
  private final List<Callback> callbacks =
      List.of(
          new Callback() {
            @Override
            public void onCheckpoint(Checkpoint checkpoint) {
              told.add(checkpoint.step());
            }
          });
  private long minutes;

  private static final Stepper STEPPER = new IdleStepper();

  private Saver saver(Path root, long everySteps, double everyMinutes, boolean async) {
    LoopConfig loop =
        Bound.of(LoopConfig.class, "{num_iterations: 9, device: cpu, torch_compile: false}");
    CheckpointConfig config =
        Bound.of(
            CheckpointConfig.class,
            "{save_every: %d, save_every_minutes: %s, save_async: %s}"
                .formatted(everySteps, everyMinutes, async));
    return new Saver(
        config,
        new CheckpointStore(root, Retention.last(9)),
        STEPPER,
        loop,
        RunLength.ofSteps(9),
        () -> minutes * 60_000_000_000L);
  }

  @Test
  void a_checkpoint_is_written_whenever_so_many_minutes_have_passed() {
    try (Saver saver = saver(dir, 0, 10, false)) {
      for (long step = 1; step <= 8; step++) {
        minutes = step * 4;
        saver.afterStep(new Metrics(step, Map.of()), false, callbacks);
      }
    }
    assertThat(told).as("at 12 and 24 minutes").containsExactly(3L, 6L);
  }

  @Test
  void a_checkpoint_by_steps_puts_off_the_one_by_minutes() {
    try (Saver saver = saver(dir, 5, 10, false)) {
      for (long step = 1; step <= 8; step++) {
        minutes = step * 3;
        saver.afterStep(new Metrics(step, Map.of()), false, callbacks);
      }
    }
    assertThat(told).as("at 12, 15 (step 5), and not at 24 minutes").containsExactly(4L, 5L);
  }

  @Test
  void every_checkpoint_written_meanwhile_is_told_of_and_the_last_is_waited_for() {
    try (Saver saver = saver(dir, 1, 0, true)) {
      for (long step = 1; step <= 8; step++) {
        saver.afterStep(new Metrics(step, Map.of()), step == 8, callbacks);
      }
      assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }
  }

  @Test
  void a_checkpoint_that_fails_meanwhile_stops_the_run_at_a_later_step() throws IOException {
    Path file = Files.createFile(dir.resolve("no-directory"));
    try (Saver saver = saver(file, 1, 0, true)) {
      saver.afterStep(new Metrics(1, Map.of()), false, callbacks);
      assertThatThrownBy(() -> saver.afterStep(new Metrics(2, Map.of()), false, callbacks))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("the checkpoint of step 1 could not be saved")
          .hasMessageContaining("no-directory");
    }
    assertThat(told).isEmpty();
  }

  @Test
  void nothing_is_written_where_no_checkpoints_are_wanted() {
    CheckpointConfig none = Bound.of(CheckpointConfig.class, "{save_checkpoint: false}");
    LoopConfig loop = Bound.of(LoopConfig.class, "{}");
    try (Saver saver =
        new Saver(
            none,
            new CheckpointStore(dir, Retention.last(1)),
            STEPPER,
            loop,
            RunLength.ofSteps(9))) {
      saver.afterStep(new Metrics(1, Map.of()), true, callbacks);
    }
    assertThat(new CheckpointStore(dir, Retention.last(1)).newest()).isEqualTo(Optional.empty());
  }
}
