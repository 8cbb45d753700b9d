package dev.hydrant.config.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A regular expression ({@link java.util.regex.Pattern}) that a whole text must match; each text of
 * an {@code Optional} or a collection.
 *
 * <pre>{@code
 * record RunConfig(@Pattern("[a-z0-9_-]+") String name) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Pattern {
  /** The regular expression. */
  String value();
}
