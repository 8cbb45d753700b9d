package dev.hydrant.config.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name in a config, where it is not the name in Java in snake case: the key of a component, the
 * discriminator's value for a record of a sealed type, or the text of an enum constant.
 *
 * <pre>{@code
 * enum Device {
 *   CPU,
 *   @Named("cuda:0")
 *   FIRST_GPU
 * }
 *
 * record RunConfig(@Named("BLOCK_SIZE") int blockSize, Device device) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE, ElementType.FIELD})
public @interface Named {
  /** The name as written in a config. */
  String value();
}
