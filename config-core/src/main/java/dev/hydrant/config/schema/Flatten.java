package dev.hydrant.config.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component whose keys lie beside those of the record that has it, instead of in a map of their
 * own. A record shares its keys; a {@code Map<String, ...>} takes every key that no other component
 * knows, so that none is refused.
 *
 * <pre>{@code
 * record JobConfig(String type, @Flatten DataConfig data, @Flatten Map<String, Object> rest) {
 *   record DataConfig(@Default("1024") int seqLen) {}
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Flatten {}
