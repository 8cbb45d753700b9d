/**
 * The harness that a {@code main} calls: one command line with Hydra's flags, run directories,
 * logging, sweeps and exit codes. {@link dev.hydrant.config.app.HydrantApp} takes a program's
 * configs and its {@link dev.hydrant.config.app.program.Job}, and hands each call to the packages
 * below.
 */
package dev.hydrant.config.app;
