/**
 * Sweeps that survive: job directories with their states, launchers that run jobs, sweepers that
 * decide which, and the report at the end.
 *
 * <p>The sweep directory is the only state. Every process that takes part reads and writes files in
 * it; whoever is killed at any moment leaves a directory from which another can go on.
 */
package dev.hydrant.config.launch;
