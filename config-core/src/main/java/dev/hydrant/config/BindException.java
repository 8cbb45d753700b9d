package dev.hydrant.config;

import dev.hydrant.config.node.Origin;
import java.util.List;

/**
 * A value that does not fit the type it is bound to; all such values of one binding are in one
 * message.
 */
public final class BindException extends ConfigException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception that knows no place. */
  public BindException(String fact) {
    this(fact, null);
  }

  /** Creates an exception at a place, which may be null. */
  public BindException(String fact, Origin origin) {
    this(fact, origin, List.of());
  }

  /** Creates an exception at a place, with the nearest valid names, best first. */
  public BindException(String fact, Origin origin, List<String> suggestions) {
    this(fact, origin, suggestions, null);
  }

  /** Creates an exception with a cause. */
  public BindException(String fact, Origin origin, List<String> suggestions, Throwable cause) {
    super(Stage.BIND, fact, origin, suggestions, cause);
  }
}
