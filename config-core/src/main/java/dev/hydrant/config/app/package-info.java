/**
 * The harness that a {@code main} calls: flags, run directories, logging, sweeps, exit codes.
 *
 * <p>A program gives {@link dev.hydrant.config.app.HydrantApp} its configs and a {@link
 * dev.hydrant.config.app.Job}; everything that Hydra's command line offers follows from that.
 */
package dev.hydrant.config.app;
