/** Compares runs: a table of the metrics they reached, and their curves in one picture. */
package dev.hydrant.trainer.compare;
