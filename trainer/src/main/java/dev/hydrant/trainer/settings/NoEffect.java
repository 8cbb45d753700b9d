package dev.hydrant.trainer.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A key that does nothing: it is understood for the sake of configs written for other trainers, and
 * the log says so when it is set to more than its default.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface NoEffect {
  /** Why, such as {@code the recorded step fuses what it can}; may be left out. */
  String value() default "";
}
