package dev.hydrant.trainer.report;

import java.util.Locale;

/**
 * A number that a model is known by: it stands in the progress line, the plots and the closing
 * lines; the first one of a model also decides which checkpoint is best and how sweeps rank runs.
 *
 * @param metric its name without {@code train} or {@code val}, such as {@code loss}
 * @param label what it is called, such as {@code accuracy}
 * @param unit such as {@code nats}; empty for a pure number
 * @param direction what is better
 * @param format of a value, such as {@code %.3f}
 */
public record Headline(
    String metric, String label, String unit, Direction direction, String format) {
  /** What is better. */
  public enum Direction {
    /** Smaller values. */
    MIN,
    /** Larger values. */
    MAX;

    /** As in a configuration. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A loss that falls. */
  public static Headline loss(String unit) {
    return new Headline("loss", "loss", unit, Direction.MIN, "%.3f");
  }

  /** A value as text, without its unit. */
  public String text(double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** What an axis is called, such as {@code loss (nats)}. */
  public String axis() {
    return unit.isEmpty() ? label : label + " (" + unit + ")";
  }
}
