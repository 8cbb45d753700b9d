/**
 * Composition of configurations from files, defaults lists and overrides. {@link
 * dev.hydrant.config.Composer} composes, {@link dev.hydrant.config.Composition} is the result, and
 * {@link dev.hydrant.config.RecordSchema} tells what a record accepts.
 */
package dev.hydrant.config;
