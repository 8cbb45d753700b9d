package dev.hydrant.config;

import dev.hydrant.config.node.Origin;
import java.util.List;

/** An interpolation that is badly written or cannot be resolved. */
public final class InterpolationException extends ConfigException {
  private static final long serialVersionUID = 1L;

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
    super(Stage.RESOLVE, fact, origin, suggestions, cause);
  }
}
