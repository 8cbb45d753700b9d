package dev.hydrant.config.format;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.node.Origin;

/**
 * What one source may cost to read. A text beyond a limit is refused with a message that names the
 * limit, before memory or time is spent.
 *
 * <pre>{@code
 * Composer composer = Composer.builder().searchPath("conf").maxBytes(1 << 20).build();
 * Budget budget = Budget.DEFAULT.withDepth(20);
 * }</pre>
 *
 * @param characters the length of the text
 * @param nodes the values of the tree, each use of an alias counted in full
 * @param depth how deep lists and mappings may be nested
 * @param aliases the uses of aliases
 */
public record Budget(int characters, int nodes, int depth, int aliases) {
  /** Far above any config written by hand, far below what hurts. */
  public static final Budget DEFAULT = new Budget(16 << 20, 1_000_000, 200, 100_000);

  /** The deepest nesting that a thread's default stack allows for. */
  private static final int MAX_DEPTH = 1000;

  public Budget {
    if (characters < 0 || nodes < 1 || depth < 1 || aliases < 0) {
      throw new IllegalArgumentException("a budget is not negative");
    }
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("a depth budget is at most " + MAX_DEPTH);
    }
  }

  /** Refuses a text that is too long. */
  public void checkLength(String text, String source) {
    if (text.length() > characters) {
      throw new ConfigLoadException(
          "The text has " + text.length() + " characters; the limit is " + characters + ".",
          Origin.of(source));
    }
  }

  /** A copy with another limit on the text's length. */
  public Budget withCharacters(int limit) {
    return new Budget(limit, nodes, depth, aliases);
  }

  /** A copy with another limit on values. */
  public Budget withNodes(int limit) {
    return new Budget(characters, limit, depth, aliases);
  }

  /** A copy with another limit on nesting, at most 1000. */
  public Budget withDepth(int limit) {
    return new Budget(characters, nodes, limit, aliases);
  }

  /** A copy with another limit on aliases. */
  public Budget withAliases(int limit) {
    return new Budget(characters, nodes, depth, limit);
  }
}
