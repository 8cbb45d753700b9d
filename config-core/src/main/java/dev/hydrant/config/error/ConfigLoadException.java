package dev.hydrant.config.error;

import dev.hydrant.config.node.Origin;
import java.util.List;

/** A config that cannot be found or read, or a defaults list that cannot be built. */
public final class ConfigLoadException extends ConfigException {
  private static final long serialVersionUID = 1L;

  private final boolean clash;

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
    this(fact, origin, suggestions, cause, false);
  }

  private ConfigLoadException(
      String fact, Origin origin, List<String> suggestions, Throwable cause, boolean clash) {
    super(Stage.DEFAULTS, fact, origin, suggestions, cause);
    this.clash = clash;
  }

  /**
   * Creates an exception about a defaults list and what is added to it, each of which is sound:
   * they do not go together.
   */
  public static ConfigLoadException clash(String fact, Origin origin, List<String> suggestions) {
    return new ConfigLoadException(fact, origin, suggestions, null, true);
  }

  /** Whether the configs are sound and only do not go together. */
  public boolean isClash() {
    return clash;
  }
}
