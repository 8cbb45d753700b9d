package dev.hydrant.config.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a record component whose key is absent: the one place where that default is stated.
 *
 * <p>It stands beside the component's name, type and description, so that a record of twenty
 * components reads as a table; a static instance with the defaults would be twenty values in a row
 * without their names. Help, documentation, JSON Schema and {@code
 * RecordSchema.of(type).defaults()} are made from it. A component without it must be given, except
 * an {@code Optional}, which is empty then.
 *
 * <pre>{@code
 * record SmallConfig(
 *     @Default("6") int numLayers,
 *     @Default("[0.9, 0.95]") List<Double> betas,
 *     @Default("{}") Head head) {
 *   record Head(@Default("true") boolean tied) {}
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /**
   * The value as written in YAML, in one line. For a string, enum, path or duration it is the text
   * itself, without quotes. A text that does not fit the component's type is an {@link
   * IllegalArgumentException} as soon as the record is first used.
   */
  String value();
}
