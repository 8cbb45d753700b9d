package dev.hydrant.config.suggest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The known names a user may have meant, and the sentences that offer them. It ranks names; it does
 * not decide what is known.
 *
 * <pre>{@code
 * static String unknown(String metric, List<String> known) {
 *   return "there is no metric '" + metric + "'. " + Suggestions.didYouMeanOrList(metric, known);
 * }
 * }</pre>
 */
public final class Suggestions {
  private static final int MOST = 3;
  private static final int MOST_LISTED = 12;

  /** A runner-up this much dearer than the best is noise beside it. */
  private static final double SPREAD = 0.3;

  /** Beyond typing errors. */
  private static final double NEAR = 0.25;

  private Suggestions() {}

  private record Ranked(String name, double cost) {}

  /**
   * Returns the known names nearest to a wanted one, best first, at most three; empty when none is
   * near. Equally near names keep the order in which they were given.
   */
  public static List<String> nearest(String wanted, Collection<String> known) {
    List<Ranked> ranked = new ArrayList<>();
    Likeness likeness = Likeness.to(wanted);
    for (String name : new LinkedHashSet<>(known)) {
      double cost = likeness.cost(name);
      if (cost < Likeness.FAR) {
        ranked.add(new Ranked(name, cost));
      }
    }
    ranked.sort(Comparator.comparingDouble(Ranked::cost));
    return ranked.stream()
        .takeWhile(r -> r.cost() <= ranked.get(0).cost() + SPREAD)
        .limit(MOST)
        .map(Ranked::name)
        .toList();
  }

  /**
   * Whether a name is so near that it must be meant: a typing error, or another name of the same
   * thing. A name that only has a part in common is not.
   */
  public static boolean isNear(String wanted, String known) {
    return Likeness.to(wanted).cost(known) < NEAR || Meanings.same(wanted, known);
  }

  /** Returns {@code Did you mean 'a' or 'b'?}, or an empty string when no known name is near. */
  public static String didYouMean(String wanted, Collection<String> known) {
    return question(nearest(wanted, known));
  }

  /** Returns {@code Did you mean 'a' or 'b'?} for names found before, or an empty string. */
  public static String question(List<String> nearest) {
    if (nearest.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("Did you mean ");
    for (int i = 0; i < nearest.size(); i++) {
      text.append(i == 0 ? "" : i == nearest.size() - 1 ? " or " : ", ");
      text.append('\'').append(nearest.get(i)).append('\'');
    }
    return text.append('?').toString();
  }

  /**
   * Returns the question of {@link #didYouMean}, or else what there is to choose from: {@code
   * Available: a, b, c}. Empty when nothing is known.
   */
  public static String didYouMeanOrList(String wanted, Collection<String> known) {
    String question = didYouMean(wanted, known);
    return question.isEmpty() ? available(known) : question;
  }

  /** Returns {@code Available: a, b, c (and 4 more)}, or an empty string when nothing is known. */
  public static String available(Collection<String> known) {
    if (known.isEmpty()) {
      return "";
    }
    List<String> shown = known.stream().limit(MOST_LISTED).toList();
    int left = known.size() - shown.size();
    return "Available: " + String.join(", ", shown) + (left > 0 ? " (and " + left + " more)" : "");
  }
}
