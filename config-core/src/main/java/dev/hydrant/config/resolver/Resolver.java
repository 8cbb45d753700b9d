package dev.hydrant.config.resolver;

import dev.hydrant.config.error.InterpolationException;
import java.util.List;
import java.util.Optional;

/**
 * A function that interpolations can call: <code>${name:argument,…}</code>. It is registered under
 * its name with the composition; there is no global registry.
 *
 * <p>Arguments and results are plain values: null, {@link Boolean}, {@link Long}, {@link
 * java.math.BigInteger}, {@link Double}, {@link String}, {@link List} and {@link java.util.Map}
 * (results also {@link Integer} and {@link Float}). Interpolations in arguments have been resolved.
 * Text in a result is taken as it is, even if it contains <code>${</code>.
 *
 * <pre>{@code
 * Resolver sum = (arguments, context) -> (Long) arguments.get(0) + (Long) arguments.get(1);
 * Resolver password =
 *     Resolver.secret((arguments, context) -> context.environment("PASSWORD").orElseThrow());
 * }</pre>
 */
@FunctionalInterface
public interface Resolver {
  /**
   * Returns the value of one call.
   *
   * @throws Exception any exception becomes an {@link InterpolationException} with its message, the
   *     call and the place of the call
   */
  Object resolve(List<Object> arguments, Context context) throws Exception;

  /**
   * Whether calls with equal arguments share one result per composition, the jobs of a sweep
   * included.
   */
  default boolean cached() {
    return false;
  }

  /**
   * Whether results are secret: dumps, logs and messages show {@code ***} for them and for every
   * value made from them.
   */
  default boolean secret() {
    return false;
  }

  /** Returns a resolver that is called once per composition for equal arguments. */
  static Resolver cached(Resolver resolver) {
    return new DecoratedResolver(resolver, true, resolver.secret());
  }

  /** Returns a resolver whose results are secret. */
  static Resolver secret(Resolver resolver) {
    return new DecoratedResolver(resolver, resolver.cached(), true);
  }

  /** What a resolver may ask about the place of its call. */
  interface Context {
    /** The full key of the value that holds the interpolation, such as {@code db.url}. */
    String key();

    /**
     * Returns the resolved plain value at a key, absolute as {@code db.port} or relative as {@code
     * .port}; null when it is absent, null or {@code ???}.
     */
    Object select(String key);

    /** An environment variable, as the composition sees it. */
    Optional<String> environment(String name);
  }
}
