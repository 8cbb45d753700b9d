package dev.hydrant.trainer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The line of a live bar, made to fit: where the terminal is narrow the bar goes first, then the
 * time gone by, the last validation and the speed.
 *
 * <pre>
 * train  42 % |████▏     | 420/1000  0:12, 0:17 left  loss 3.210  val 3.402 @400  9,870 tokens/s
 * </pre>
 */
final class BarLine {
  private static final int LONGEST = 40;
  private static final int SHORTEST = 6;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private final boolean unicode;

  BarLine(boolean unicode) {
    this.unicode = unicode;
  }

  /**
   * Returns the line, at most as wide as given.
   *
   * @param done steps done, of {@code steps}
   * @param begun steps that were done when the time began
   */
  String of(long done, long begun, long steps, double seconds, StepWords text, int columns) {
    double part = steps == 0 ? 1 : Math.min(1, (double) done / steps);
    String head = "train %3d %% ".formatted((int) (100 * part));
    String count = done + "/" + steps;
    String left =
        done > begun && done < steps
            ? StepText.duration(seconds / (done - begun) * (steps - done)) + " left"
            : "";
    String gone = StepText.duration(seconds);
    String times = left.isEmpty() ? gone : gone + ", " + left;
    List<List<String>> choices = new ArrayList<>();
    choices.add(List.of(count, times, text.measured(), text.validation(), text.speed()));
    choices.add(List.of(count, left, text.measured(), text.validation(), text.speed()));
    choices.add(List.of(count, left, text.measured(), text.speed()));
    choices.add(List.of(count, left, text.measured()));
    choices.add(List.of(count, text.measured()));
    for (List<String> choice : choices) {
      String tail = joined(choice);
      int free = columns - head.length() - tail.length();
      if (free >= 0) {
        return head + bar(part, free) + tail;
      }
    }
    String shortest = count + " " + text.measured();
    return shortest.substring(0, Math.min(columns, shortest.length()));
  }

  private static String joined(List<String> parts) {
    return String.join("  ", parts.stream().filter(p -> !p.isEmpty()).toList());
  }

  /** A bar with its frame and a blank behind it, or nothing where there is no room for one. */
  private String bar(double part, int free) {
    int width = Math.min(LONGEST, free - 3);
    if (width < SHORTEST) {
      return "";
    }
    int eighths = (int) Math.floor(part * width * 8);
    int whole = eighths / 8;
    StringBuilder bar = new StringBuilder(unicode ? "|" : "[");
    bar.append((unicode ? "█" : "=").repeat(whole));
    if (whole < width) {
      bar.append(unicode ? EIGHTHS.charAt(eighths % 8) : '>');
      bar.append(" ".repeat(width - whole - 1));
    }
    return bar.append(unicode ? "| " : "] ").toString();
  }
}
