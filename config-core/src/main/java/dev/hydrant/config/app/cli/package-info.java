/**
 * The command line: its flags, what a program has said about itself, and the command that starts it
 * again.
 */
package dev.hydrant.config.app.cli;
