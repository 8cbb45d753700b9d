package dev.hydrant.config.explain;

/**
 * Something in a folder of configs that a check of all its options found.
 *
 * <pre>{@code
 * static boolean clean(Composer composer) {
 *   List<Finding> findings = composer.lint("config", List.of());
 *   findings.forEach(System.out::println);
 *   return findings.isEmpty();
 * }
 * }</pre>
 *
 * @param place file, line and column, the file alone, or the override
 * @param fact what was found
 * @param context the overrides it was first found with; empty when there were none
 */
public record Finding(Kind kind, String place, String fact, String context) {
  /** What was found. */
  public enum Kind {
    /** A combination that does not compose. */
    BROKEN,
    /** An interpolation that leads nowhere. */
    DANGLING,
    /** An option that can be added, but not to this config: it may be made for another. */
    UNFIT,
    /** A config that no defaults list can bring in. */
    UNUSED,
    /** An override or a value that never changes anything. */
    NO_EFFECT
  }

  /** Whether something is wrong; if not, it may be meant, as values that repeat a default are. */
  public boolean isFault() {
    return kind == Kind.BROKEN || kind == Kind.DANGLING;
  }

  @Override
  public String toString() {
    String with = context.isEmpty() ? "" : "\n    with " + context;
    return place + ": " + fact + with;
  }
}
