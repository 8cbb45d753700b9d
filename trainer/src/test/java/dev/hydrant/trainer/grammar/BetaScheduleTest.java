package dev.hydrant.trainer.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R37, R39: the weight of the KL divergence, epoch by epoch. */
class BetaScheduleTest {
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
