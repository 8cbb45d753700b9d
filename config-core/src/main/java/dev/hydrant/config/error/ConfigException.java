package dev.hydrant.config.error;

import dev.hydrant.config.node.Origin;
import java.util.List;

/**
 * A mistake in a user's configuration or command line; never a defect of this library.
 *
 * <p>{@link #getMessage()} is made to be printed alone: the fact, then the place, then the nearest
 * valid names, each on a line of its own. The parts are kept for programs that show them otherwise.
 *
 * <pre>{@code
 * static int exitCode(Runnable job) {
 *   try {
 *     job.run();
 *     return 0;
 *   } catch (ConfigException mistake) {
 *     System.err.println(mistake.getMessage());
 *     return 1;
 *   }
 * }
 * }</pre>
 */
public abstract sealed class ConfigException extends RuntimeException
    permits OverrideParseException,
        ConfigLoadException,
        ConfigCompositionException,
        InterpolationException,
        BindException {
  private static final long serialVersionUID = 1L;

  /** The step of a composition that found the mistake. */
  public enum Stage {
    /** An override does not follow the override grammar. */
    PARSE,
    /** The overrides are well formed, but not allowed together or in this mode. */
    VALIDATE,
    /** Files could not be read, or the defaults list could not be built. */
    DEFAULTS,
    /** Configs could not be merged, or an override could not be applied. */
    COMPOSE,
    /** An interpolation could not be resolved. */
    RESOLVE,
    /** A value does not fit the type that it is bound to. */
    BIND
  }

  private final Stage stage;
  private final transient Origin origin;
  private final transient List<String> suggestions;
  private final String fact;

  ConfigException(
      Stage stage, String fact, Origin origin, List<String> suggestions, Throwable cause) {
    super(fact, cause);
    this.stage = stage;
    this.fact = fact;
    this.origin = origin;
    this.suggestions = List.copyOf(suggestions);
  }

  /** The step that failed. */
  public Stage stage() {
    return stage;
  }

  /** The place of the mistake, or null when there is no single one. */
  public Origin origin() {
    return origin;
  }

  /** The nearest valid names, best first; often empty. */
  public List<String> suggestions() {
    return suggestions;
  }

  /** What is wrong, without place and suggestions. */
  public String fact() {
    return fact;
  }

  @Override
  public String getMessage() {
    StringBuilder text = new StringBuilder(fact);
    if (origin != null && origin != Origin.BUILTIN) {
      text.append("\n    at ").append(origin);
    }
    if (suggestions != null && !suggestions.isEmpty()) {
      text.append("\n    Did you mean ").append(String.join(", ", suggestions)).append('?');
    }
    return text.toString();
  }
}
