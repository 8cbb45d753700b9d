package dev.hydrant.trainer.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Lines of a name and a value each, the values below each other. */
final class ClosingLines {
  /** Names as long as that leave the column of values where most runs have it. */
  private static final int USUAL = 16;

  private record Line(String name, Object value) {}

  private final List<Line> lines = new ArrayList<>();

  /** Adds a line, unless there is no value. */
  void add(String name, Object value) {
    if (value != null) {
      lines.add(new Line(name, value));
    }
  }

  void print(PrintStream out) {
    int width = lines.stream().mapToInt(l -> l.name().length()).reduce(USUAL, Math::max);
    lines.forEach(l -> out.printf("  %-" + width + "s %s%n", l.name(), l.value()));
  }
}
