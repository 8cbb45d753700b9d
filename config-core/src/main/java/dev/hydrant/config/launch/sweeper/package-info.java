/**
 * Sweepers: which jobs a sweep runs, and in which order. What they remember is in the sweep
 * directory alone.
 */
package dev.hydrant.config.launch.sweeper;
