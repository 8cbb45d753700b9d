package dev.hydrant.config.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The allowed texts or numbers, where an enum would be too much; of each element of an {@code
 * Optional} or a collection.
 *
 * <pre>{@code
 * record RunConfig(@OneOf({"fp32", "bf16"}) String precision) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OneOf {
  /** The allowed values, written as in a config. */
  String[] value();
}
