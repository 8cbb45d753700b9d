package dev.hydrant.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.stepper.Measured;
import dev.hydrant.trainer.engine.stepper.StepResult;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.settings.TrainConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {
  @TempDir Path dir;
  private final List<Long> read = new ArrayList<>();
  private final List<Metrics> seen = new ArrayList<>();
  private final Interrupts interrupts = Interrupts.none();
  private final List<Long> rollbacks = new ArrayList<>();
  private final List<Long> restored = new ArrayList<>();
  private final List<Long> withheld = new ArrayList<>();
  private final List<Double> limits = new ArrayList<>();
  private int accumulate = 1;
  private int validateEvery;
  private double[] validation;
  private int now;

  /** Of the first micro-batch of a step, by its index. */
  private LongToDoubleFunction loss = index -> index;

  private final Set<String> staging = ConcurrentHashMap.newKeySet();

  private final Callback callback =
      new Callback() {
        @Override
        public void onStep(Metrics metrics) {
          seen.add(metrics);
        }

        @Override
        public void onRollback(long step) {
          rollbacks.add(step);
          seen.removeIf(m -> m.step() > step);
        }
      };

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
      new IdleStepper() {
        @Override
        public Batch stage(Batch batch) {
          staging.add(Thread.currentThread().getName());
          return batch;
        }

        @Override
        public StepResult train(List<Batch> micro, long step, double factor, double lossLimit) {
          micro.forEach(b -> read.add(index(b)));
          limits.add(lossLimit);
          now = (int) step + 1;
          double value = loss.applyAsDouble(index(micro.get(0)));
          boolean applied = value <= lossLimit;
          if (value > lossLimit) {
            withheld.add(step);
          }
          return new StepResult(value, Map.of("part", 2.0), 1, applied);
        }

        @Override
        public Measured evaluate(Batch batch, long index) {
          double value = validation == null ? index(batch) : validation[now];
          return Measured.of(Map.of("loss", value));
        }

        @Override
        public Map<String, List<TensorSource>> tensors() {
          return Map.of("model", List.of());
        }

        @Override
        public void restore(Checkpoint checkpoint) {
          restored.add(checkpoint.step());
        }

        @Override
        public void close() {}
      };

  private RunEnd run(String yaml) {
    MapNode tree =
        Runs.tree(
            """
            type: none
            lr: 1
            lr_schedule: linear
            cooldown_frac: 1
            min_lr_ratio: 0
            grad_accum_steps: %s
            val_loss_every: %s
            keep_last: 9
            save_async: false
            """
                    .formatted(accumulate, validateEvery)
                + yaml.replace(", ", "\n"));
    TrainConfig config = ConfigTrees.bind(tree, TrainConfig.class);
    CheckpointStore store = new CheckpointStore(dir, config.checkpoint().retention(Headlines.LOSS));
    RunLength length = RunLength.of(config.loop(), feed);
    try (Saver saver = new Saver(config.checkpoint(), store, stepper, config.loop(), length)) {
      return new TrainingLoop(
              config,
              length,
              Headlines.LOSS,
              feed,
              stepper,
              saver,
              interrupts,
              List.of(callback),
              JsonNodeFactory.instance.objectNode())
          .run(store.newest());
    }
  }

  private List<Long> saved() {
    return Stream.of(dir.toFile().list())
        .map(name -> Long.parseLong(name.substring(5, 11)))
        .sorted()
        .toList();
  }

  @Test
  void each_step_reads_its_own_micro_batches_wherever_the_run_begins() {
    accumulate = 3;
    run("num_iterations: 4");
    read.clear();
    run("num_iterations: 6");
    assertThat(read).containsExactly(12L, 13L, 14L, 15L, 16L, 17L);
  }

  @Test
  void validation_comes_before_the_first_step_then_on_schedule_then_at_the_end() {
    validateEvery = 2;
    assertThat(run("num_iterations: 5")).isEqualTo(RunEnd.COMPLETE);
    assertThat(seen)
        .filteredOn(m -> m.values().containsKey("val_loss"))
        .extracting(Metrics::step)
        .containsExactly(0L, 2L, 4L, 5L);
    assertThat(seen.get(0).values()).containsEntry("val_loss", 1.0);
  }

  @Test
  void a_row_holds_loss_parts_learning_rate_norm_and_speed() {
    run("num_iterations: 2");
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
    loss =
        index -> {
          interrupts.request(Interrupts.Kind.TERM);
          return index;
        };
    assertThat(run("num_iterations: 9")).isEqualTo(RunEnd.INTERRUPTED);
    assertThat(saved()).containsExactly(1L);
  }

  @Test
  void a_request_before_the_first_step_ends_the_run_with_nothing_to_save() {
    interrupts.request(Interrupts.Kind.TERM);
    assertThat(run("num_iterations: 9")).isEqualTo(RunEnd.INTERRUPTED);
    assertThat(saved()).isEmpty();
    assertThat(seen).isEmpty();
  }

  @Test
  void the_end_of_the_time_saves_and_ends_the_run() {
    assertThat(run("num_iterations: 9, max_minutes: 1e-9")).isEqualTo(RunEnd.OUT_OF_TIME);
    assertThat(saved()).containsExactly(1L);
  }

  @Test
  void checkpoints_come_on_schedule_and_at_the_end() {
    run("num_iterations: 7, save_every: 3");
    assertThat(saved()).containsExactly(3L, 6L, 7L);
  }

  @Test
  void a_loss_that_is_not_finite_saves_what_was_before_and_stops_with_advice() {
    loss = index -> index == 2 ? Double.NaN : 1;
    assertThatThrownBy(() -> run("num_iterations: 9"))
        .isInstanceOf(FaultyStepException.class)
        .hasMessageContaining("step 3 went wrong: the loss is NaN")
        .hasMessageContaining("on_nonfinite=skip");
    assertThat(saved()).containsExactly(2L);
  }

  @Test
  void the_run_that_stopped_goes_on_with_the_same_batch_and_may_pass_it_over() {
    loss = index -> index == 2 ? Double.NaN : 1;
    assertThatThrownBy(() -> run("num_iterations: 4")).isInstanceOf(FaultyStepException.class);
    assertThat(run("num_iterations: 4, on_nonfinite: skip")).isEqualTo(RunEnd.COMPLETE);
    assertThat(read).containsExactly(0L, 1L, 2L, 2L, 3L);
    assertThat(seen).extracting(Metrics::step).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void a_rollback_returns_to_the_last_checkpoint_and_passes_over_the_data_since() {
    loss = index -> index == 4 ? Double.NaN : 1;
    run("num_iterations: 6, save_every: 2, on_nonfinite: rollback");
    // Step 5 failed on batch 4; steps 5 and 6 are taken on the batches behind it.
    assertThat(read).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(rollbacks).containsExactly(4L);
    assertThat(restored).containsExactly(4L);
  }

  @Test
  void a_rollback_before_any_checkpoint_returns_to_the_beginning() {
    loss = index -> index == 2 ? Double.NaN : 1;
    run("num_iterations: 3, on_nonfinite: rollback, save_checkpoint: false");
    assertThat(read).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(restored).containsExactly(0L);
    assertThat(seen).extracting(Metrics::step).containsExactly(1L, 2L, 3L);
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void without_scheduled_checkpoints_it_returns_to_the_last_validation() {
    validateEvery = 2;
    loss = index -> index == 3 ? Double.NaN : 1;
    run("num_iterations: 4, on_nonfinite: rollback");
    assertThat(restored).containsExactly(2L);
    assertThat(read).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void rolling_back_too_often_ends_the_run() {
    loss = index -> index >= 2 ? Double.NaN : 1;
    assertThatThrownBy(
            () -> run("num_iterations: 9, save_every: 1, on_nonfinite: rollback, max_rollbacks: 2"))
        .isInstanceOf(FaultyStepException.class)
        .hasMessageContaining("step 3: the loss is NaN, and max_rollbacks=2 is used up");
    assertThat(read).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(saved()).containsExactly(1L, 2L);
  }

  private static final String SPIKES = ", spike_window: 4, spike_zscore: 5";

  /** Losses that scatter a little around 2, with one jump. */
  private void jumpAt(long batch) {
    loss = index -> index == batch ? 9 : 2 + 0.1 * (index % 2);
  }

  @Test
  void a_jump_of_the_loss_is_told_and_the_run_goes_on() {
    jumpAt(5);
    assertThat(run("num_iterations: 8" + SPIKES)).isEqualTo(RunEnd.COMPLETE);
    assertThat(limits).containsOnly(Double.POSITIVE_INFINITY);
    assertThat(seen).hasSize(8);
  }

  @Test
  void or_it_is_withheld_from_the_parameters_and_passed_over() {
    jumpAt(5);
    run("num_iterations: 8, on_spike: skip" + SPIKES);
    assertThat(limits.subList(0, 4)).containsOnly(Double.POSITIVE_INFINITY);
    assertThat(limits.get(5)).isBetween(2.1, 3.0);
    assertThat(withheld).containsExactly(5L);
    assertThat(read).hasSize(8);
  }

  @Test
  void or_the_run_rolls_back() {
    jumpAt(5);
    run("num_iterations: 8, on_spike: rollback, save_every: 3" + SPIKES);
    assertThat(restored).containsExactly(3L);
    assertThat(read).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void or_the_run_stops_as_it_was_before() {
    jumpAt(5);
    assertThatThrownBy(() -> run("num_iterations: 8, on_spike: stop" + SPIKES))
        .isInstanceOf(FaultyStepException.class)
        .hasMessageContaining("step 6 went wrong: the loss jumped to 9.000 (mean 2.050")
        .hasMessageContaining("on_spike=skip");
    assertThat(saved()).containsExactly(5L);
    assertThat(withheld).containsExactly(5L);
  }

  @Test
  void what_is_usual_is_remembered_in_checkpoints() {
    jumpAt(5);
    run("num_iterations: 5, on_spike: skip" + SPIKES);
    run("num_iterations: 8, on_spike: skip" + SPIKES);
    assertThat(withheld).containsExactly(5L);
  }

  @Test
  void a_run_ends_when_the_monitored_metric_stops_improving() {
    validateEvery = 1;
    validation = new double[] {9, 5, 4, 4.5, 4.2, 3, 2};
    String patience = "num_iterations: 6, early_stop_patience: 2";
    assertThat(run(patience)).isEqualTo(RunEnd.NO_BETTER);
    assertThat(saved()).containsExactly(4L);
  }

  @Test
  void a_better_one_must_be_better_by_the_stated_difference() {
    validateEvery = 1;
    validation = new double[] {9, 5, 4.9, 4.8, 4, 3, 2};
    run("num_iterations: 6, early_stop_patience: 2, early_stop_min_delta: 0.5");
    assertThat(saved()).containsExactly(3L);
  }

  @Test
  void what_was_best_is_remembered_in_checkpoints() {
    validateEvery = 1;
    validation = new double[] {9, 5, 4, 4.5, 4.2, 3, 2};
    run("num_iterations: 3, early_stop_patience: 2");
    assertThat(run("num_iterations: 6, early_stop_patience: 2")).isEqualTo(RunEnd.NO_BETTER);
    assertThat(saved()).containsExactly(3L, 4L);
  }

  @Test
  void watching_what_is_not_measured_says_what_is() {
    validateEvery = 1;
    assertThatThrownBy(() -> run("num_iterations: 6, early_stop_patience: 2, monitor: val_los"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("watches monitor=val_los, which this run does not measure")
        .hasMessageContaining("Did you mean 'val_loss'?");
  }

  @Test
  void batches_are_staged_by_the_thread_that_reads_them() {
    run("num_iterations: 2");
    assertThat(staging).containsExactly("data");
  }
}
