package dev.hydrant.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.Batch;
import dev.hydrant.trainer.Feed;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.checkpoint.Retention;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.report.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {
  @TempDir Path dir;
  private final List<Long> read = new ArrayList<>();
  private final List<Metrics> seen = new ArrayList<>();
  private final Interrupts interrupts = Interrupts.none();
  private LongPredicate nonFinite = step -> false;

  /** Batches that hold their index. */
  private final Feed feed =
      new Feed() {
        @Override
        public BatchSource<Batch> training() {
          return source();
        }

        @Override
        public BatchSource<Batch> validation() {
          return source();
        }

        @Override
        public long validationBatches() {
          return 3;
        }

        @Override
        public String describe() {
          return "numbers";
        }
      };

  private static BatchSource<Batch> source() {
    return new BatchSource<>() {
      @Override
      public Batch read(long index) {
        return new Batch(Map.of("i", new Batch.Longs(new long[] {index}, 1)), 10);
      }

      @Override
      public long batchesPerEpoch() {
        return 1000;
      }
    };
  }

  private static long index(Batch b) {
    return ((Batch.Longs) b.arrays().get("i")).values()[0];
  }

  private final Stepper stepper =
      new Stepper() {
        @Override
        public StepResult train(List<Batch> micro, long step, double factor) {
          micro.forEach(b -> read.add(index(b)));
          boolean bad = nonFinite.test(step);
          return new StepResult(bad ? Double.NaN : step, Map.of("part", 2.0), 1, !bad);
        }

        @Override
        public Map<String, Double> evaluate(Batch batch, long index) {
          return Map.of("loss", (double) index(batch));
        }

        @Override
        public Map<String, List<TensorSource>> tensors() {
          return Map.of("model", List.of());
        }

        @Override
        public void restore(Checkpoint checkpoint) {}

        @Override
        public void close() {}
      };

  private RunEnd run(long from, LoopConfig loop, long saveEvery) {
    CheckpointConfig checkpoints =
        new CheckpointConfig(
            true, saveEvery, 0, true, 9, 0, "val_loss", "min", 0, Optional.empty());
    CheckpointStore store = new CheckpointStore(dir, Retention.last(9));
    Callback record =
        new Callback() {
          @Override
          public void onStep(Metrics metrics) {
            seen.add(metrics);
          }
        };
    OptimizerConfig optimizer =
        new OptimizerConfig(
            "adamw",
            1,
            List.of(.9, .95),
            1e-8,
            0,
            1,
            "linear",
            0,
            1,
            0,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try (Saver saver = new Saver(checkpoints, store, stepper, loop)) {
      return new TrainingLoop(loop, optimizer, feed, stepper, saver, interrupts, List.of(record))
          .run(from);
    }
  }

  private static LoopConfig loop(long steps, int accumulate, long validateEvery, String onBad) {
    return new LoopConfig(
        steps, accumulate, validateEvery, 0, "cpu", "fp32", false, false, true, onBad, 0);
  }

  @Test
  void each_step_reads_its_own_micro_batches_wherever_the_run_begins() {
    run(4, loop(6, 3, 0, "stop"), 0);
    assertThat(read).containsExactly(12L, 13L, 14L, 15L, 16L, 17L);
  }

  @Test
  void validation_comes_before_the_first_step_then_on_schedule_then_at_the_end() {
    assertThat(run(0, loop(5, 1, 2, "stop"), 0)).isEqualTo(RunEnd.COMPLETE);
    assertThat(seen)
        .filteredOn(m -> m.values().containsKey("val_loss"))
        .extracting(Metrics::step)
        .containsExactly(0L, 2L, 4L, 5L);
    assertThat(seen.get(0).values()).containsEntry("val_loss", 1.0);
  }

  @Test
  void a_row_holds_loss_parts_learning_rate_norm_and_speed() {
    run(0, loop(2, 1, 0, "stop"), 0);
    assertThat(seen.get(1).step()).isEqualTo(2);
    assertThat(seen.get(1).values())
        .containsEntry("train_loss", 1.0)
        .containsEntry("train_part", 2.0)
        .containsEntry("lr", 0.5)
        .containsEntry("grad_norm", 1.0)
        .containsKey("tokens_per_s");
  }

  @Test
  void a_request_to_stop_is_honoured_after_the_step_and_saved() {
    interrupts.request(Interrupts.Kind.TERM);
    assertThat(run(0, loop(9, 1, 0, "stop"), 0)).isEqualTo(RunEnd.INTERRUPTED);
    assertThat(new CheckpointStore(dir, Retention.last(1)).newest().orElseThrow().step())
        .isEqualTo(1);
  }

  @Test
  void checkpoints_come_on_schedule_and_at_the_end() {
    run(0, loop(7, 1, 0, "stop"), 3);
    assertThat(dir).isDirectoryContaining("glob:**step-000003");
    assertThat(dir.toFile().list())
        .containsExactlyInAnyOrder("step-000003", "step-000006", "step-000007");
  }

  @Test
  void a_loss_that_is_not_finite_stops_the_run_with_advice() {
    nonFinite = step -> step == 2;
    assertThatThrownBy(() -> run(0, loop(9, 1, 0, "stop"), 0))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("the loss is NaN at step 2")
        .hasMessageContaining("on_nonfinite=skip");
  }

  @Test
  void or_it_is_passed_over() {
    nonFinite = step -> step == 2;
    assertThat(run(0, loop(4, 1, 0, "skip"), 0)).isEqualTo(RunEnd.COMPLETE);
    assertThat(seen).hasSize(4);
  }
}
