package dev.hydrant.trainer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The line of a live bar, made to fit: where the terminal is narrow the bar goes first, then the
 * time gone by, numbers beyond the first, the last validation, the speed, and the time left.
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
    for (List<String> choice : choices(count, times, left, text)) {
      String tail = String.join("  ", choice.stream().filter(p -> !p.isEmpty()).toList());
      int free = columns - head.length() - tail.length();
      if (free >= 0) {
        return head + bar(part, free) + tail;
      }
    }
    String shortest = count + " " + String.join("  ", first(text.measured(), 1));
    return shortest.substring(0, Math.min(columns, shortest.length()));
  }

  /** What the line may say, from all to the least. */
  private static List<List<String>> choices(
      String count, String times, String left, StepWords text) {
    List<List<String>> choices = new ArrayList<>();
    List<String> measured = text.measured();
    List<String> validation = text.validation();
    choices.add(choice(count, times, measured, validation, text.speed()));
    for (int n = validation.size(); n >= 1; n--) {
      choices.add(choice(count, left, measured, first(validation, n), text.speed()));
    }
    for (int n = measured.size(); n >= 1; n--) {
      choices.add(choice(count, left, first(measured, n), first(validation, 1), text.speed()));
    }
    List<String> one = first(measured, 1);
    choices.add(choice(count, left, one, List.of(), text.speed()));
    choices.add(choice(count, left, one, List.of(), ""));
    choices.add(choice(count, "", one, List.of(), ""));
    return choices;
  }

  private static List<String> choice(
      String count, String times, List<String> measured, List<String> validation, String speed) {
    List<String> words = new ArrayList<>(List.of(count, times));
    words.addAll(measured);
    words.addAll(validation);
    words.add(speed);
    return words;
  }

  private static List<String> first(List<String> words, int n) {
    return words.subList(0, Math.min(n, words.size()));
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
