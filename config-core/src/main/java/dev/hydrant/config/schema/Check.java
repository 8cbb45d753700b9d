package dev.hydrant.config.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A condition between the components of a record: a method of it without parameters that returns
 * {@code boolean}. It is asked once all components have their values.
 *
 * <p>The keys that the sentence names are shown with their values and places when it does not hold.
 *
 * <pre>{@code
 * record AttentionConfig(int dModel, int numHeads) {
 *   @Check("num_heads must divide d_model")
 *   boolean headsDivideWidth() {
 *     return dModel % numHeads == 0;
 *   }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Check {
  /** What must hold, with the keys as written in a config. */
  String value();
}
