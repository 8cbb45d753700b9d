package dev.hydrant.config.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds of a number; of each number in an {@code Optional}, a collection or a map's values. Of a
 * {@link java.time.Duration} they are in seconds.
 *
 * <pre>{@code
 * record OptimConfig(
 *     @Range(above = 0) double lr,
 *     @Range(min = 0, below = 1) double dropout) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
  /** The least allowed value. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The largest allowed value. */
  double max() default Double.POSITIVE_INFINITY;

  /** A bound that the value must exceed. */
  double above() default Double.NEGATIVE_INFINITY;

  /** A bound that the value must stay under. */
  double below() default Double.POSITIVE_INFINITY;
}
