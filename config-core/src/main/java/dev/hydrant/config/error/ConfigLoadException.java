package dev.hydrant.config.error;

import dev.hydrant.config.node.Origin;
import java.util.List;

/** A config that cannot be found or read, or a defaults list that cannot be built. */
public final class ConfigLoadException extends ConfigException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception that knows no place. */
  public ConfigLoadException(String fact) {
    this(fact, null);
  }

  /** Creates an exception at a place, which may be null. */
  public ConfigLoadException(String fact, Origin origin) {
    this(fact, origin, List.of());
  }

  /** Creates an exception at a place, with the nearest valid names, best first. */
  public ConfigLoadException(String fact, Origin origin, List<String> suggestions) {
    this(fact, origin, suggestions, null);
  }

  /** Creates an exception with a cause. */
  public ConfigLoadException(
      String fact, Origin origin, List<String> suggestions, Throwable cause) {
    super(Stage.DEFAULTS, fact, origin, suggestions, cause);
  }
}
