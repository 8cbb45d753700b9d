package dev.hydrant.config.resolve;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.error.InterpolationException.Kind;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * The interpolations that are being followed at the moment: it finds cycles, keeps the budget and
 * tells errors how they were reached.
 */
final class Trace {
  private static final int MOST_SHOWN = 12;

  private final EvaluationBudget budget;
  private final List<Place> followed = new ArrayList<>();
  private int steps;
  private long characters;
  private long made;
  private int depth;

  Trace(EvaluationBudget budget) {
    this.budget = budget;
  }

  /** Starts evaluating the interpolation at a place. */
  void enter(Place place) {
    if (place.running) {
      throw cycle(place);
    }
    if (++steps > budget.steps()) {
      throw error(Kind.BUDGET, "More than " + budget.steps() + " interpolations to evaluate");
    }
    follow(place);
    place.running = true;
  }

  void leave(Place place) {
    place.running = false;
    unfollow();
  }

  /** Remembers that what comes next happens on behalf of the interpolation at a place. */
  void follow(Place place) {
    deeper();
    followed.add(place);
  }

  void unfollow() {
    shallower();
    followed.remove(followed.size() - 1);
  }

  void deeper() {
    if (depth >= budget.depth()) {
      throw error(Kind.BUDGET, "Interpolations and containers nest deeper than " + budget.depth());
    }
    depth++;
  }

  void shallower() {
    depth--;
  }

  void checkLength(int characters) {
    if (characters > budget.characters()) {
      throw error(
          Kind.BUDGET, "A resolved text is longer than " + budget.characters() + " characters");
    }
  }

  /** Counts text that has been made. */
  void wrote(int length) {
    characters += length;
    if (characters > budget.characters()) {
      throw error(
          Kind.BUDGET,
          "The resolved texts have more than " + budget.characters() + " characters in all");
    }
  }

  /** Counts values that have been made besides the tree: arguments and results of resolvers. */
  void made(long values) {
    made += values;
    checkNodes(made);
  }

  void checkNodes(long nodes) {
    if (nodes > budget.nodes()) {
      throw error(Kind.BUDGET, "The resolved config has more than " + budget.nodes() + " values");
    }
  }

  /** The error of a container or interpolation that contains itself. */
  InterpolationException cycle(Place place) {
    int start = Math.max(0, followed.indexOf(place));
    StringBuilder path = new StringBuilder("Recursive interpolation detected:");
    int shown = 0;
    for (Place step : followed.subList(start, followed.size())) {
      path.append(++shown > MOST_SHOWN ? "" : "\n    " + line(step) + " ->");
    }
    path.append(shown > MOST_SHOWN ? "\n    … ->" : "").append(' ').append(place);
    return exception(Kind.CYCLE, path.toString(), place, List.of(), null);
  }

  InterpolationException error(Kind kind, String fact) {
    return error(kind, fact, List.of(), null);
  }

  /** An error of the innermost interpolation; the message names it and those that needed it. */
  InterpolationException error(Kind kind, String fact, List<String> nearest, Throwable cause) {
    StringBuilder text = new StringBuilder(fact);
    int from = Math.max(0, followed.size() - MOST_SHOWN);
    for (int i = followed.size() - 1; i >= from; i--) {
      text.append(i == followed.size() - 1 ? "\n    in " : "\n    needed by ");
      text.append(line(followed.get(i)));
    }
    if (from > 0) {
      text.append("\n    … and ").append(from).append(" more");
    }
    Place innermost = followed.isEmpty() ? null : followed.get(followed.size() - 1);
    return exception(kind, text.toString(), innermost, nearest, cause);
  }

  private static InterpolationException exception(
      Kind kind, String fact, Place at, List<String> nearest, Throwable cause) {
    Origin origin = at == null ? null : at.node().origin();
    return new InterpolationException(kind, fact, origin, nearest, cause);
  }

  private static String line(Place place) {
    return place
        + (place.node() instanceof InterpolationNode i ? ": " + i.interpolation().text() : "");
  }
}
