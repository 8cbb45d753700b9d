package dev.hydrant.trainer.report;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The words for a step: epoch, the numbers the model is known by, speed. */
final class StepText {
  private final Headlines headlines;
  private final String speed;
  private final String unit;
  private final Map<String, Double> validation = new HashMap<>();

  /**
   * @param unit what speed is counted in
   */
  StepText(Headlines headlines, String unit) {
    this.headlines = headlines;
    this.speed = unit + "_per_s";
    this.unit = unit;
  }

  /** Such as {@code loss 6.312 val 6.402 9,870 tokens/s}. */
  String of(Metrics m) {
    StringBuilder text = new StringBuilder();
    append(text, "epoch %.2f", m.values().get(Metrics.EPOCH));
    for (Headline h : headlines.all()) {
      Double value = m.values().get(headlines.train(h.metric()));
      append(text, h.label() + " " + h.format(), value);
      Double found = m.values().get(headlines.val(h.metric()));
      if (found != null) {
        validation.put(h.metric(), found);
      }
      String word = value == null && !h.equals(headlines.first()) ? "val " + h.label() : "val";
      append(text, word + " " + h.format(), validation.get(h.metric()));
    }
    append(text, "%,.0f " + unit + "/s", m.values().get(speed));
    return text.toString();
  }

  /** Whether a row tells of a validation. */
  boolean isValidated(Metrics m) {
    return m.values().containsKey(headlines.monitor());
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
