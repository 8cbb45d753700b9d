package dev.hydrant.config.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How two compositions differ, by value and by cause. {@link #toString} is made to be printed: the
 * differences under what brought them about.
 *
 * <pre>{@code
 * static void show(Composer composer) {
 *   Composition plain = composer.compose("config");
 *   Composition other = composer.compose("config", List.of("db=pg"));
 *   System.out.println(plain.diff(other));
 * }
 * }</pre>
 *
 * @param differences in the order of the left configuration's keys; empty when the two are equal
 */
public record Comparison(List<Difference> differences) {
  public Comparison {
    differences = List.copyOf(differences);
  }

  /**
   * One value that differs.
   *
   * @param key the key of the value
   * @param left its short text on the left; {@code nothing} where it is absent
   * @param right its short text on the right
   * @param leftCause what gave it on the left: a defaults item, an override, or a place in a file
   * @param rightCause what gave it on the right
   * @param through the key by which an interpolation took it in; empty when it was set itself
   */
  public record Difference(
      String key, String left, String right, String leftCause, String rightCause, String through) {
    private String causes() {
      return rightCause + " instead of " + leftCause;
    }

    private String line() {
      String way = through.isEmpty() ? "" : " (through " + through + ")";
      return "  " + key + ": " + left + " -> " + right + way + "\n";
    }
  }

  /** Tells whether the two are equal. */
  public boolean isEmpty() {
    return differences.isEmpty();
  }

  @Override
  public String toString() {
    if (isEmpty()) {
      return "no difference";
    }
    Map<String, StringBuilder> byCause = new LinkedHashMap<>();
    for (Difference difference : differences) {
      byCause
          .computeIfAbsent(difference.causes(), cause -> new StringBuilder())
          .append(difference.line());
    }
    StringBuilder text = new StringBuilder();
    byCause.forEach((cause, lines) -> text.append(cause).append('\n').append(lines));
    return text.toString().stripTrailing();
  }
}
