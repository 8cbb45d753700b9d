package dev.hydrant.config.error;

import dev.hydrant.config.node.Origin;
import dev.hydrant.config.suggest.Suggestions;
import java.util.List;

/**
 * Values that do not fit the types they are bound to; all such values of one binding are in one
 * message.
 *
 * <pre>{@code
 * static void show(BindException e) {
 *   for (BindException.Problem problem : e.problems()) {
 *     System.err.println(problem.path() + ": " + problem.fact());
 *   }
 * }
 * }</pre>
 */
public final class BindException extends ConfigException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * One thing that does not fit.
   *
   * @param path dotted path from the root of the configuration
   * @param fact what is wrong, as a sentence without the path
   * @param value the value as short text, or null when it is not about one value
   * @param expected what would fit, or null when it is not about one value
   * @param origin the place of the value, or null
   * @param suggestions the nearest valid names, best first; often empty
   */
  public record Problem(
      String path,
      String fact,
      String value,
      String expected,
      Origin origin,
      List<String> suggestions) {
    public Problem {
      suggestions = List.copyOf(suggestions);
    }

    private String headline() {
      return path.isEmpty() ? fact : path + ": " + fact;
    }
  }

  /** Creates an exception that knows no place. */
  public BindException(String fact) {
    this(fact, null);
  }

  /** Creates an exception at a place, which may be null. */
  public BindException(String fact, Origin origin) {
    super(Stage.BIND, fact, origin, List.of(), null);
    this.problems = List.of(new Problem("", fact, null, null, origin, List.of()));
  }

  /** Creates an exception of everything that one binding found; at least one problem. */
  public BindException(List<Problem> problems) {
    super(
        Stage.BIND,
        fact(problems),
        problems.size() == 1 ? problems.get(0).origin() : null,
        problems.size() == 1 ? problems.get(0).suggestions() : List.of(),
        null);
    this.problems = List.copyOf(problems);
  }

  /** Everything that does not fit, in the order of the type's components. */
  public List<Problem> problems() {
    return problems;
  }

  private static String fact(List<Problem> problems) {
    if (problems.size() == 1) {
      return problems.get(0).headline();
    }
    StringBuilder text = new StringBuilder(problems.size() + " problems in the configuration");
    for (Problem problem : problems) {
      text.append("\n  ").append(problem.headline().replace("\n", "\n  "));
      if (problem.origin() != null) {
        text.append("\n      at ").append(problem.origin());
      }
      if (!problem.suggestions().isEmpty()) {
        text.append("\n      ").append(Suggestions.question(problem.suggestions()));
      }
    }
    return text.toString();
  }
}
