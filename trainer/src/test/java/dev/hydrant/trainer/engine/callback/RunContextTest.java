package dev.hydrant.trainer.engine.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.report.ShellCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunContextTest {
  private static RunContext run(String command) {
    return new RunContext(
        Path.of("outputs/a"),
        new ShellCommand(List.of(command.split(" "))),
        null,
        null,
        false,
        PreparationProgress.NONE);
  }

  @Test
  void a_run_that_was_stopped_goes_on_to_the_steps_it_was_given() {
    assertThat(run("./hydrant train num_iterations=9 lr=1").goOn())
        .hasToString("./hydrant train num_iterations=9 lr=1 resume=outputs/a");
  }

  @Test
  void a_directory_with_blanks_or_worse_is_one_word_and_one_value() {
    RunContext blanks =
        new RunContext(
            Path.of("my runs/a"),
            ShellCommand.of("./hydrant", "train"),
            null,
            null,
            false,
            PreparationProgress.NONE);
    assertThat(blanks.goOn()).hasToString("./hydrant train 'resume=my runs/a'");
    RunContext worse =
        new RunContext(
            Path.of("it's, {a}"),
            ShellCommand.of("./hydrant", "train"),
            null,
            null,
            false,
            PreparationProgress.NONE);
    assertThat(worse.goOn()).hasToString("./hydrant train 'resume=\"it'\\''s, {a}\"'");
  }

  @Test
  void one_that_is_done_goes_on_to_more() {
    assertThat(run("./hydrant train num_iterations=9 lr=1").goOn("num_iterations", 18))
        .hasToString("./hydrant train lr=1 resume=outputs/a num_iterations=18");
    assertThat(run("./hydrant train").goOn("num_iterations", 18))
        .hasToString("./hydrant train resume=outputs/a num_iterations=18");
  }
}
