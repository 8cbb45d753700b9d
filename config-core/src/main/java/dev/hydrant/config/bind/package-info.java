/**
 * Java values from configuration trees.
 *
 * <p>A Java type is read once into a {@code Shape}: what it accepts, its constraints, its texts.
 * Binding, partial checks, JSON Schema and documentation all walk the same shapes. Nothing here
 * reads files, resolves interpolations or takes a class name from a config.
 */
package dev.hydrant.config.bind;
