/**
 * Annotations that a program puts on the records it binds configurations to: names, defaults,
 * descriptions and constraints.
 *
 * <p>They only describe. {@code Composition.as(Class)} binds, {@code RecordSchema} documents.
 */
package dev.hydrant.config.schema;
