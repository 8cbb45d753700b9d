package dev.hydrant.config.error;

import dev.hydrant.config.node.Origin;
import java.util.List;

/**
 * Overrides that are not allowed together, configs that do not merge, or a key that is not there.
 */
public final class ConfigCompositionException extends ConfigException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception of stage {@link ConfigException.Stage#COMPOSE} that knows no place. */
  public ConfigCompositionException(String fact) {
    this(fact, null);
  }

  /** Creates an exception at a place, which may be null. */
  public ConfigCompositionException(String fact, Origin origin) {
    this(fact, origin, List.of());
  }

  /** Creates an exception at a place, with the nearest valid names, best first. */
  public ConfigCompositionException(String fact, Origin origin, List<String> suggestions) {
    this(Stage.COMPOSE, fact, origin, suggestions, null);
  }

  /** Creates an exception of stage {@code VALIDATE} or {@code COMPOSE}. */
  public ConfigCompositionException(
      Stage stage, String fact, Origin origin, List<String> suggestions, Throwable cause) {
    super(stage, fact, origin, suggestions, cause);
  }
}
