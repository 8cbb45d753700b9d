package dev.hydrant.config.error;

import dev.hydrant.config.node.Origin;
import java.util.List;

/** An interpolation that is badly written or cannot be resolved. */
public final class InterpolationException extends ConfigException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the interpolation. */
  public enum Kind {
    /** It does not follow the grammar. */
    SYNTAX,
    /** It names a key that is not there. */
    KEY_NOT_FOUND,
    /** It names a value that is still {@code ???}. */
    MISSING_VALUE,
    /** It leads back to itself. */
    CYCLE,
    /** It calls a resolver that is not registered. */
    UNKNOWN_RESOLVER,
    /** A resolver refused its arguments, or a path goes through a value that is no container. */
    FAILED,
    /** It costs more steps, depth or memory than allowed. */
    BUDGET
  }

  private final Kind kind;

  /** Creates an exception that knows no place. */
  public InterpolationException(String fact) {
    this(fact, null);
  }

  /** Creates an exception at a place, which may be null. */
  public InterpolationException(String fact, Origin origin) {
    this(fact, origin, List.of());
  }

  /** Creates an exception at a place, with the nearest valid names, best first. */
  public InterpolationException(String fact, Origin origin, List<String> suggestions) {
    this(fact, origin, suggestions, null);
  }

  /** Creates an exception with a cause. */
  public InterpolationException(
      String fact, Origin origin, List<String> suggestions, Throwable cause) {
    this(Kind.SYNTAX, fact, origin, suggestions, cause);
  }

  /** Creates an exception of a kind. */
  public InterpolationException(
      Kind kind, String fact, Origin origin, List<String> suggestions, Throwable cause) {
    super(Stage.RESOLVE, fact, origin, suggestions, cause);
    this.kind = kind;
  }

  /** What is wrong with the interpolation. */
  public Kind kind() {
    return kind;
  }
}
