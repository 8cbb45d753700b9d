package dev.hydrant.config.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Other keys under which a component may be given, for instance {@code model_dim} for {@code
 * d_model}. Giving two of them with different values is an error that names both places.
 *
 * <pre>{@code
 * record ModelConfig(@Alias({"model_dim", "width"}) int dModel) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Alias {
  /** The other keys, written as in a config. */
  String[] value();
}
