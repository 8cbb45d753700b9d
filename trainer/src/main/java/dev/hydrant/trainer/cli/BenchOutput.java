package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.bench.Machine;
import dev.hydrant.trainer.bench.Sample;
import java.io.PrintStream;
import java.util.Locale;

/** Prints what a benchmark measured: a name and a text on each line. */
final class BenchOutput {
  private final PrintStream out = System.out;

  /** What a figure is worth nothing without. */
  void machine() {
    line("machine", "%s", Machine.describe());
    line("load", "%s programs competed for a core in the last minute", Machine.load());
  }

  void line(String name, String format, Object... values) {
    out.printf(Locale.ROOT, "%-14s %s%n", name, String.format(Locale.ROOT, format, values));
  }

  /** A line of a table. */
  void row(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  void blank() {
    out.println();
  }

  static String millis(Sample ms) {
    return String.format(
        Locale.ROOT,
        "%.1f ms (median; 10 %% below %.1f, 10 %% above %.1f, least %.1f)",
        ms.median(),
        ms.low(),
        ms.high(),
        ms.min());
  }
}
