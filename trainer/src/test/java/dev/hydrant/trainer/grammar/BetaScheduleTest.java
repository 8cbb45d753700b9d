package dev.hydrant.trainer.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R37, R39: the weight of the KL divergence, epoch by epoch. */
class BetaScheduleTest {
  /** R64: what a run says of beta before its first step. */
  @Test
  void itsCourseIsToldBeforeARun() {
    assertThat(Advice.course(new BetaSchedule(1, 4, 0, 1), 9))
        .isEqualTo("beta rises from 0.250 in epoch 1 to 1.00 in epoch 4, and stays");
    assertThat(Advice.course(new BetaSchedule(0.5, 90, 0, 1), 45))
        .isEqualTo("beta rises from 0.00556 in epoch 1 to 0.250 in epoch 45, the last");
    assertThat(Advice.course(new BetaSchedule(0.5, 0, 0, 1), 3))
        .isEqualTo("beta is 0.500 in all epochs");
    assertThat(Advice.course(new BetaSchedule(1, 0, 4, 1), 8))
        .isEqualTo("beta rises from 0.00 to 0.750 in every 4 epochs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1; 10; 0; 1; 0,4,9,10; .1,.5,1,1",
        "1; 0; 0; 1; 0,5; 1,1",
        ".5; 90; 0; 1; 0,89,99; .0055556,.5,.5",
        ".8; 7; 4; 1; 0,1,2,3,4,5; 0,.2,.4,.6,0,.2",
        ".8; 7; 4; .5; 0,1,2,3,4,5; 0,.4,.8,.8,0,.4",
      })
  void growsAsItShould(
      double beta, long anneal, long cycle, double ratio, String epochs, String values) {
    BetaSchedule schedule = new BetaSchedule(beta, anneal, cycle, ratio);
    String[] at = epochs.strip().split(",");
    String[] expected = values.strip().split(",");
    for (int i = 0; i < at.length; i++) {
      assertThat(schedule.at(Long.parseLong(at[i])))
          .isCloseTo(Double.parseDouble(expected[i]), within(1e-6));
    }
  }
}
