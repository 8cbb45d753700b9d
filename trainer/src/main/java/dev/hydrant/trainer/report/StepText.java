package dev.hydrant.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words for a step: epoch, the numbers the model is known by, speed. */
final class StepText {
  private final Headlines headlines;
  private final String unit;

  /** The last validation, with its step. */
  private List<String> validated = List.of();

  /**
   * @param unit what speed is counted in
   */
  StepText(Headlines headlines, String unit) {
    this.headlines = headlines;
    this.unit = unit;
  }

  /** What was measured at this step and no other: {@code loss 6.312 val 6.402 9,870 tokens/s}. */
  String of(Metrics m) {
    StringBuilder text = new StringBuilder();
    add(text, word("epoch %.2f", m.values().get(Metrics.EPOCH)));
    for (Headline h : headlines.all()) {
      add(text, word(h.label() + " " + h.format(), m.values().get(headlines.train(h.metric()))));
      add(text, validation(h, m));
    }
    add(text, speed(m));
    return text.toString();
  }

  /** The words after a step; a validation stays, with its step, until the next. */
  StepWords words(Metrics m) {
    List<String> measured = new ArrayList<>();
    List<String> validation = new ArrayList<>();
    for (Headline h : headlines.all()) {
      Double trained = m.values().get(headlines.train(h.metric()));
      addWord(measured, word(h.label() + " " + h.format(), trained));
      String name = h.equals(headlines.first()) ? "val" : "val " + h.label();
      addWord(validation, word(name + " " + h.format(), m.values().get(headlines.val(h.metric()))));
    }
    addWord(measured, word("epoch %.2f", m.values().get(Metrics.EPOCH)));
    if (!validation.isEmpty()) {
      validation.set(0, validation.get(0) + " @" + m.step());
      validated = List.copyOf(validation);
    }
    return new StepWords(measured, validated, speed(m));
  }

  private String validation(Headline h, Metrics m) {
    boolean alone =
        !m.values().containsKey(headlines.train(h.metric())) && !h.equals(headlines.first());
    String name = alone ? "val " + h.label() : "val";
    return word(name + " " + h.format(), m.values().get(headlines.val(h.metric())));
  }

  private String speed(Metrics m) {
    Double speed = m.values().get(unit + "_per_s");
    String format = speed != null && speed < 10 ? "%.1f " : "%,.0f ";
    return word(format + unit + "/s", speed);
  }

  private static String word(String format, Double value) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }

  private static void addWord(List<String> words, String word) {
    if (!word.isEmpty()) {
      words.add(word);
    }
  }

  private static void add(StringBuilder text, String word) {
    text.append(text.length() == 0 || word.isEmpty() ? "" : "  ").append(word);
  }

  /** Such as {@code 1:02:03}, or {@code 2:03} below an hour. */
  static String duration(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? "%d:%02d".formatted(s / 60, s % 60)
        : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
  }
}
