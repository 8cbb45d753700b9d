/**
 * {@code --multirun}: the jobs of a sweep, its launcher and sweeper, its lock, and what is shown
 * while it runs.
 */
package dev.hydrant.config.app.sweep;
