/**
 * Mistakes in configurations, command lines and sweeps, as exceptions whose message can be printed
 * alone: what is wrong, where, and the nearest valid names.
 */
package dev.hydrant.config.error;
