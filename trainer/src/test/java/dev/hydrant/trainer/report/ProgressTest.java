package dev.hydrant.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.app.program.TerminalWidth;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void lines_come_every_few_seconds_and_at_every_validation_with_the_time_left() {
    long[] now = {0};
    try (Progress p =
        new LineProgress(out, 0, 100, new StepText(Headlines.LOSS, "tokens"), () -> now[0])) {
      for (int i = 1; i <= 8; i++) {
        now[0] += 1_000_000_000L;
        p.step(
            new Metrics(
                i,
                i == 3
                    ? Map.of("train_loss", 9.0, "val_loss", 9.5)
                    : Map.of("train_loss", 10.0 - i, "tokens_per_s", 12345.6)));
      }
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            step 1/100  loss 9.000  12,346 tokens/s  1:39 left
            step 3/100  loss 9.000  val 9.500  1:37 left
            step 8/100  loss 2.000  12,346 tokens/s  1:32 left
            """);
  }

  @Test
  void the_bar_shows_the_last_loss_and_ends_with_the_last_step() {
    StepText text = new StepText(Headlines.LOSS, "tokens");
    try (Progress p = new BarProgress(out, 0, 4, text, Width.fixed(100))) {
      for (int i = 1; i <= 4; i++) {
        p.step(new Metrics(i, Map.of("train_loss", 5.0 + i, "val_loss", 7.125)));
      }
      p.say("a line of its own");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("4/4")
        .contains("loss 9.000")
        .contains("val 7.125 @4")
        .contains("a line of its own");
  }

  @Test
  void the_bars_line_never_wraps_and_drops_what_matters_least_first() {
    StepText words = new StepText(Headlines.LOSS, "tokens");
    words.words(new Metrics(400, Map.of("train_loss", 3.3, "val_loss", 3.402)));
    StepWords text =
        words.words(new Metrics(420, Map.of("train_loss", 3.21, "tokens_per_s", 9870.0)));
    BarLine line = new BarLine(false);
    assertThat(line.of(420, 0, 1000, 12, text, 99))
        .isEqualTo(
            "train  42 % [======>        ] 420/1000  0:12, 0:17 left  loss 3.210  val 3.402 @400 "
                + " 9,870 tokens/s");
    assertThat(line.of(420, 0, 1000, 12, text, 79))
        .isEqualTo("train  42 % 420/1000  0:17 left  loss 3.210  val 3.402 @400  9,870 tokens/s");
    for (int columns = 1; columns <= 200; columns++) {
      assertThat(line.of(420, 0, 1000, 12, text, columns)).hasSizeLessThanOrEqualTo(columns);
    }
  }

  @Test
  void the_width_is_read_from_what_the_terminal_says() {
    assertThat(TerminalWidth.of("24 132\n")).isEqualTo(132);
    assertThat(TerminalWidth.of("0 0\n")).isEqualTo(80);
    assertThat(TerminalWidth.of("0 null")).isEqualTo(80);
    assertThat(TerminalWidth.of("stty: no")).isEqualTo(80);
  }
}
