package dev.hydrant.config.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the records of a sealed interface are told apart; without it, by the key {@code type}, which
 * must be given.
 *
 * <pre>{@code
 * @Discriminator(key = "kind", standard = "cosine")
 * sealed interface Schedule {
 *   record Cosine(@Default("0.1") double minRatio) implements Schedule {}
 *
 *   record Constant() implements Schedule {}
 * }
 * }</pre>
 *
 * <p>A record's name in a config is its {@link Named}, or its Java name in snake case without the
 * interface's name: {@code CosineSchedule} of {@code Schedule} is {@code cosine}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Discriminator {
  /** The key whose value names the record. */
  String key() default "type";

  /** The name that is meant when the key is absent; empty when it must be given. */
  String standard() default "";
}
