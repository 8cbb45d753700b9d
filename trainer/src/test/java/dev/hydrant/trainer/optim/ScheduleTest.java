package dev.hydrant.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "600, 1", "800, 0.55", "1000, 0.1", "1200, 0.1"})
  void linear_cools_down_over_the_last_part_of_the_run(long step, double expected) {
    assertThat(Schedule.named("linear", 1000, 0, 0, .4, .1).factor(step))
        .isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "4, 0.5", "9, 1", "10, 1", "60, 0.55", "110, 0.1", "500, 0.1"})
  void cosine_warms_up_and_ends_at_the_minimum(long step, double expected) {
    assertThat(Schedule.named("cosine", 110, 10, 0, 0, .1).factor(step))
        .isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.25", "3, 1", "50, 1", "80, 1", "90, 0.5", "100, 0"})
  void wsd_warms_up_holds_and_cools_down(long step, double expected) {
    assertThat(Schedule.named("wsd", 100, 4, 0, .2, 0).factor(step))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void constant_stays_after_its_warm_up() {
    Schedule s = Schedule.named("constant", 10, 2, 0, .4, .1);
    assertThat(s.factor(0)).isEqualTo(.5);
    assertThat(s.factor(1)).isEqualTo(1);
    assertThat(s.factor(9)).isEqualTo(1);
  }

  @Test
  void every_named_schedule_stays_between_nought_and_one() {
    for (String name : Schedule.NAMES) {
      Schedule s = Schedule.named(name, 97, 13, 0, .3, .05);
      for (long step = 0; step <= 200; step++) {
        assertThat(s.factor(step)).as("%s at %d", name, step).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void an_unknown_name_is_answered_with_the_nearest() {
    assertThatThrownBy(() -> Schedule.named("cosin", 1, 0, 0, 0, 0))
        .hasMessageContaining("unknown lr_schedule 'cosin'")
        .hasMessageContaining("Did you mean 'cosine'?");
  }
}
