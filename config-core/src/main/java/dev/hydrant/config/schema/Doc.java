package dev.hydrant.config.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a key, a record or an option means, in one or two sentences of plain text; shown in help,
 * documentation, JSON Schema and messages.
 *
 * <pre>{@code
 * @Doc("Where the tokens come from.")
 * record DataConfig(@Doc("Tokens in one row.") int seqLen) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE, ElementType.FIELD})
public @interface Doc {
  /** The sentences. */
  String value();
}
