/**
 * Composition of configurations from files, defaults lists and overrides.
 *
 * <p>{@link dev.hydrant.config.ConfigException} and its kinds are thrown by every package below;
 * they are the one thing here that those packages may use.
 */
package dev.hydrant.config;
