package dev.hydrant.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GenerationStatsTest {
  @Test
  void the_prompt_and_the_token_that_follows_from_it_are_no_part_of_the_speed() {
    assertThat(new GenerationStats(41, 2.5, 0.5).describe())
        .isEqualTo("41 tokens in 2.5 s: 0.5 s for the prompt, then 20.0 tokens/s");
    assertThat(new GenerationStats(40, 2, 0).describe())
        .isEqualTo("40 tokens in 2.0 s: 20.0 tokens/s");
    assertThat(new GenerationStats(1, 0.6, 0.5).describe())
        .isEqualTo("1 tokens in 0.6 s: 0.5 s for the prompt");
    assertThat(new GenerationStats(41, 2.5, 0.5, 30, 12).describe())
        .endsWith("20.0 tokens/s; 12 of 30 guesses accepted (40 %)");
  }
}
