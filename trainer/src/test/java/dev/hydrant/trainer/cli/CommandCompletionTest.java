package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandCompletionTest {
  private static Optional<List<String>> complete(String... words) {
    return new CommandCompletion(new Commands()).of(List.of(words));
  }

  @Test
  void commands_below_one_and_flags_are_offered() {
    assertThat(complete("data", "t")).contains(List.of("text"));
    assertThat(complete("data", "")).hasValueSatisfying(v -> assertThat(v).contains("inspect"));
    assertThat(complete("data", "text", "--en")).contains(List.of("--english"));
    assertThat(complete("generate", "--top")).contains(List.of("--top-k", "--top-p"));
    assertThat(complete("nothing", "x")).contains(List.of());
  }

  @Test
  void files_are_left_to_the_shell_and_keys_to_the_configuration() {
    assertThat(complete("compare", "outp")).contains(List.of());
    assertThat(complete("data", "inspect", "x")).contains(List.of());
    assertThat(complete("why", "l")).isEmpty();
    assertThat(complete("lr-range", "l")).isEmpty();
    assertThat(complete("lint", "--config-name=g")).isEmpty();
  }
}
