package dev.hydrant.trainer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.trainer.optim.Schedule;
import dev.hydrant.trainer.run.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules that count epochs; 4 steps an epoch where nothing else is said. */
class ScheduleConfigTest {
  private static Schedule schedule(String keys, long steps, long stepsPerEpoch) {
    String floor = keys.contains("min_lr_ratio") ? "" : "min_lr_ratio: 0, ";
    String yaml = "{warmup_frac: 0, " + floor + keys + "}";
    return ConfigTrees.bind(Runs.tree(yaml), ScheduleConfig.class).factors(steps, stepsPerEpoch);
  }

  /** As PyTorch's StepLR(step_size=2, gamma=0.5), stepped at the end of each epoch. */
  @ParameterizedTest
  @CsvSource({"0, 1", "7, 1", "8, 0.5", "15, 0.5", "16, 0.25", "39, 0.0625"})
  void step_falls_every_so_many_epochs(long step, double expected) {
    Schedule s = schedule("lr_schedule: step, lr_gamma: 0.5, lr_every: 2", 40, 4);
    assertThat(s.factor(step)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "9, 1", "10, 0.1", "29, 0.01"})
  void without_epochs_it_counts_steps(long step, double expected) {
    Schedule s = schedule("lr_schedule: step, lr_gamma: 0.1, lr_every: 10", 40, 0);
    assertThat(s.factor(step)).isCloseTo(expected, within(1e-15));
  }

  /** As PyTorch's ExponentialLR(gamma=0.9) at the ends of epochs, and geometric between them. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4, 6, 8, 40})
  void exponential_falls_with_every_step_by_the_same_part(long step) {
    Schedule s = schedule("lr_schedule: exponential, lr_gamma: 0.9, lr_every: 1", 40, 4);
    assertThat(s.factor(step)).isCloseTo(Math.pow(0.9, step / 4.0), within(1e-15));
  }

  @Test
  void neither_falls_below_the_smallest_rate() {
    for (String name : new String[] {"step", "exponential"}) {
      Schedule s = schedule("lr_schedule: " + name + ", min_lr_ratio: 0.3", 400, 4);
      assertThat(s.factor(399)).isEqualTo(0.3);
    }
  }

  @Test
  void lr_per_epoch_keeps_the_rate_within_an_epoch() {
    Schedule s = schedule("lr_schedule: exponential, lr_gamma: 0.9, lr_per_epoch: true", 40, 4);
    for (long step = 0; step < 40; step++) {
      assertThat(s.factor(step)).isCloseTo(Math.pow(0.9, step / 4), within(1e-15));
    }
  }

  /** Six steps; the first of them takes a sixth of the rate, the last of them all of it. */
  @ParameterizedTest
  @ValueSource(strings = {"constant", "cosine", "step", "exponential", "plateau", "wsd"})
  void epochs_of_warm_up_are_steps_of_theirs(String name) {
    Schedule s = schedule("warmup_epochs: 1.5, lr_every: 100, lr_schedule: " + name, 40, 4);
    for (long step = 0; step < 6; step++) {
      assertThat(s.factor(step)).isCloseTo((step + 1) / 6.0, within(1e-15));
    }
    assertThat(s.factor(6)).isGreaterThan(0.95);
  }

  @Test
  void a_warm_up_may_begin_above_nought() {
    Schedule s = schedule("lr_schedule: constant, warmup_epochs: 1, warmup_start: 0.2", 40, 4);
    assertThat(new double[] {s.factor(0), s.factor(1), s.factor(2), s.factor(3), s.factor(4)})
        .containsExactly(new double[] {0.2, 0.4, 0.6, 0.8, 1}, within(1e-15));
  }

  @Test
  void in_a_run_without_epochs_the_part_that_warms_up_counts() {
    Schedule s = schedule("lr_schedule: constant, warmup_epochs: 5", 40, 0);
    assertThat(s.factor(0)).isEqualTo(1);
  }

  @Test
  void decays_go_on_from_where_the_run_is_not_from_the_end_of_its_warm_up() {
    Schedule s = schedule("lr_schedule: step, lr_every: 1, warmup_epochs: 2", 40, 4);
    assertThat(s.factor(8)).isEqualTo(0.25);
  }
}
