package dev.hydrant.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.engine.stepper.StepResult;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.Batch;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class LearningRateRangeTest {
  private static final BatchSource<Batch> BATCHES =
      new BatchSource<>() {
        @Override
        public Batch read(long index) {
          return new Batch(Map.of("i", new Batch.Longs(new long[] {index}, 1)), 1);
        }

        @Override
        public long batchesPerEpoch() {
          return 1;
        }
      };

  /** Whose loss is a function of the learning rate alone. */
  private static Stepper stepper(DoubleUnaryOperator loss, List<Long> read) {
    return (Stepper)
        Proxy.newProxyInstance(
            Stepper.class.getClassLoader(),
            new Class<?>[] {Stepper.class},
            (proxy, method, args) -> {
              if (method.getName().equals("train")) {
                for (Object b : (List<?>) args[0]) {
                  read.add(((Batch.Longs) ((Batch) b).arrays().get("i")).values()[0]);
                }
                double value = loss.applyAsDouble((Double) args[2] * 0.5);
                return new StepResult(value, Map.of(), 1, Double.isFinite(value));
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private static LearningRateRange run(DoubleUnaryOperator loss) {
    return LearningRateRange.run(
        stepper(loss, new ArrayList<>()), BATCHES, 2, 0.5, 1e-5, 1, 101, p -> {});
  }

  @Test
  void the_rate_grows_by_the_same_factor_and_each_step_has_its_own_batches() {
    List<Long> read = new ArrayList<>();
    LearningRateRange range =
        LearningRateRange.run(stepper(lr -> 1, read), BATCHES, 2, 0.5, 1e-5, 1, 101, p -> {});
    assertThat(range.points()).hasSize(101);
    assertThat(range.points().get(0).lr()).isCloseTo(1e-5, within(1e-12));
    assertThat(range.points().get(50).lr()).isCloseTo(Math.sqrt(1e-5), within(1e-9));
    assertThat(range.points().get(100).lr()).isCloseTo(1, within(1e-9));
    assertThat(read).hasSize(202).startsWith(0L, 1L, 2L, 3L).doesNotHaveDuplicates();
  }

  @Test
  void it_suggests_the_steepest_descent() {
    // A soft step down around 1e-3.
    LearningRateRange range = run(lr -> 5 - 2 / (1 + Math.pow(1e-3 / lr, 3)));
    assertThat(range.suggestion().getAsDouble()).isBetween(5e-4, 6e-3);
    assertThat(range.best().getAsDouble()).isGreaterThan(0.1);
  }

  @Test
  void it_ends_when_the_loss_runs_away_or_is_no_number() {
    LearningRateRange away = run(lr -> lr < 0.01 ? 3 - 100 * lr : 100);
    assertThat(away.points()).hasSizeLessThan(70);
    LearningRateRange nan = run(lr -> lr < 0.01 ? 3 - 100 * lr : Double.NaN);
    assertThat(nan.points().get(nan.points().size() - 1).lr()).isLessThan(0.01);
  }

  @Test
  void it_suggests_nothing_if_the_loss_never_falls() {
    assertThat(run(lr -> 3 + lr / 10).suggestion()).isEmpty();
  }
}
