/**
 * Sweeps: from arguments such as {@code lr=0.1,0.2} and {@code seed=range(10)} to the overrides of
 * every job. Pure functions; composing and running the jobs is done elsewhere.
 */
package dev.hydrant.config.sweep;
