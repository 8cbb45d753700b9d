/** Runs beside each other: a table of what they reached, and their curves in one picture. */
package dev.hydrant.trainer.compare;
