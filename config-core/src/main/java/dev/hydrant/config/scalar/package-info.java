/**
 * How YAML 1.1 and Python read and write single values: implicit types, numbers, {@code repr}.
 *
 * <p>Pure functions over strings; nothing here knows of trees or files.
 */
package dev.hydrant.config.scalar;
