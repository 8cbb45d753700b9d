package dev.hydrant.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RunLengthTest {
  private static final RunLength EPOCHS_OF_4 = new RunLength(12, 4, 4);

  @Test
  void a_step_belongs_to_the_epoch_it_is_taken_in() {
    assertThat(LongStream.range(0, 9).map(s -> EPOCHS_OF_4.before(s).epoch()))
        .containsExactly(0L, 0L, 0L, 0L, 1L, 1L, 1L, 1L, 2L);
  }

  @Test
  void what_follows_the_last_step_of_an_epoch_is_still_in_it() {
    assertThat(LongStream.range(0, 9).map(s -> EPOCHS_OF_4.after(s).epoch()))
        .containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 1L, 1L, 1L);
    assertThat(LongStream.range(0, 9).filter(s -> EPOCHS_OF_4.after(s).isEpochEnd()))
        .containsExactly(4L, 8L);
    assertThat(EPOCHS_OF_4.before(4).isEpochEnd()).isFalse();
    assertThat(EPOCHS_OF_4.after(8).isEpochEnd(2)).isTrue();
    assertThat(EPOCHS_OF_4.after(4).isEpochEnd(2)).isFalse();
    assertThat(EPOCHS_OF_4.after(4).isEpochEnd(0)).isFalse();
  }

  @Test
  void a_run_of_steps_has_no_epochs() {
    RunLength steps = RunLength.ofSteps(8);
    assertThat(steps.after(8).isEpochEnd()).isFalse();
    assertThat(steps.after(8).epochsDone()).isZero();
    assertThat(EPOCHS_OF_4.after(6).epochsDone()).isEqualTo(1.5);
  }
}
