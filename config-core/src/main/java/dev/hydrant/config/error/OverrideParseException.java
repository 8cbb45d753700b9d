package dev.hydrant.config.error;

import dev.hydrant.config.node.Origin;
import java.util.List;

/** An override that does not follow the override grammar. */
public final class OverrideParseException extends ConfigException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception that knows no place. */
  public OverrideParseException(String fact) {
    this(fact, null);
  }

  /** Creates an exception at a place, which may be null. */
  public OverrideParseException(String fact, Origin origin) {
    this(fact, origin, List.of());
  }

  /** Creates an exception at a place, with the nearest valid names, best first. */
  public OverrideParseException(String fact, Origin origin, List<String> suggestions) {
    this(fact, origin, suggestions, null);
  }

  /** Creates an exception with a cause. */
  public OverrideParseException(
      String fact, Origin origin, List<String> suggestions, Throwable cause) {
    super(Stage.PARSE, fact, origin, suggestions, cause);
  }
}
