package dev.hydrant.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.app.program.TerminalWidth;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
            i == 3
                ? new Metrics(
                    i, Map.of("train_loss", 9.0, "val_loss", 9.5), Map.of("val_loss", 9.5), false)
                : new Metrics(i, Map.of("train_loss", 10.0 - i, "tokens_per_s", 12345.6)));
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
  void what_others_write_to_standard_error_stands_in_lines_of_its_own() {
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
    System.setErr(err);
    try {
      StepText text = new StepText(Headlines.LOSS, "tokens");
      try (Progress p = new BarProgress(out, 0, 4, text, Width.fixed(100))) {
        p.step(new Metrics(1, Map.of("train_loss", 5.0, "tokens_per_s", 0.25)));
        bytes.reset();
        System.err.print("WARN: the disk is full\n");
        assertThat(bytes.toString(StandardCharsets.UTF_8))
            .startsWith(BarProgress.CLEAR)
            .contains("1/4", "0.3 tokens/s");
      }
      assertThat(System.err).isSameAs(err);
      assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("WARN: the disk is full\n");
    } finally {
      System.setErr(before);
    }
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
  void of_several_numbers_the_first_stay_and_each_validation_is_named_once() {
    Headlines headlines =
        new Headlines(
            "/",
            List.of(
                new Headline("loss", "loss", "nats", Headline.Direction.MIN, "%.3f"),
                new Headline("acc", "accuracy of residues", "", Headline.Direction.MAX, "%.3f"),
                new Headline("codes", "codes in use", "", Headline.Direction.MAX, "%.0f")));
    StepText words = new StepText(headlines, "residues");
    words.words(new Metrics(40, Map.of("val/loss", 3.5, "val/acc", 0.25, "val/codes", 4000.0)));
    StepWords text =
        words.words(
            new Metrics(42, Map.of("train/loss", 3.21, "train/acc", 0.5, "residues_per_s", 987.0)));
    BarLine line = new BarLine(false);
    assertThat(line.of(42, 0, 100, 12, text, 199))
        .endsWith(
            "] 42/100  0:12, 0:17 left  loss 3.210  accuracy of residues 0.500  val 3.500 @40"
                + "  val accuracy of residues 0.250  val codes in use 4000  987 residues/s");
    assertThat(line.of(42, 0, 100, 12, text, 100))
        .isEqualTo(
            "train  42 % 42/100  0:17 left  loss 3.210  accuracy of residues 0.500  val 3.500 @40"
                + "  987 residues/s");
    assertThat(line.of(42, 0, 100, 12, text, 79))
        .isEqualTo("train  42 % 42/100  0:17 left  loss 3.210  val 3.500 @40  987 residues/s");
    for (int columns = 1; columns <= 200; columns++) {
      String shown = line.of(42, 0, 100, 12, text, columns);
      assertThat(shown).hasSizeLessThanOrEqualTo(columns);
      assertThat(columns < 40 || shown.contains("loss 3.210")).as(shown).isTrue();
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
