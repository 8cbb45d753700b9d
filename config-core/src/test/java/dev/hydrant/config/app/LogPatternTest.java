package dev.hydrant.config.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogPatternTest {
  @Test
  void the_standard_format_becomes_logbacks() {
    assertThat(LogPattern.of("[%(asctime)s][%(name)s][%(levelname)s] - %(message)s"))
        .isEqualTo("[%d{\"yyyy-MM-dd HH:mm:ss,SSS\"}][%logger][%level] - %msg%n%ex");
  }

  @Test
  void widths_are_dropped_and_special_characters_are_kept() {
    assertThat(LogPattern.of("%(levelname)-8s (%(message)s) 100%%"))
        .isEqualTo("%level \\(%msg\\) 100\\%%n%ex");
  }
}
