package dev.hydrant.config.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record that a lone value may stand for: it is the value of one of its keys, and the others have
 * their defaults.
 *
 * <pre>{@code
 * @LoneValue("from")
 * record Resume(Optional<String> from, @Default("[]") List<String> allow) {}
 * }</pre>
 *
 * <p>So {@code resume: outputs/a} means {@code resume: {from: outputs/a}}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface LoneValue {
  /** The key that a lone value is for. */
  String value();
}
