/** The command line: one class a command, and what several of them share. */
package dev.hydrant.trainer.cli;
