/**
 * The harness that a program's {@code main} calls: flags, composition, run directory, logging, exit
 * code.
 */
package dev.hydrant.config.app;
