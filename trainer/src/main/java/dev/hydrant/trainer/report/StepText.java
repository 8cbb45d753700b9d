package dev.hydrant.trainer.report;

import java.util.Locale;

/** The words for a step: loss, validation loss, speed. */
final class StepText {
  private double validation = Double.NaN;

  /** Such as {@code loss 6.312 val 6.402 9,870 tokens/s}. */
  String of(Metrics m) {
    validation = m.values().getOrDefault("val_loss", validation);
    StringBuilder text = new StringBuilder();
    append(text, "loss %.3f", m.values().get("train_loss"));
    append(text, "val %.3f", Double.isNaN(validation) ? null : Double.valueOf(validation));
    append(text, "%,.0f tokens/s", m.values().get("tokens_per_s"));
    return text.toString();
  }

  private static void append(StringBuilder text, String format, Double value) {
    if (value != null) {
      text.append(text.length() == 0 ? "" : "  ").append(String.format(Locale.ROOT, format, value));
    }
  }

  /** Such as {@code 1:02:03}, or {@code 2:03} below an hour. */
  static String duration(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? "%d:%02d".formatted(s / 60, s % 60)
        : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
  }
}
