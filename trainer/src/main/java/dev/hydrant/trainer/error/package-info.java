/** Mistakes that a user can fix, reported in words and without a stack trace. */
package dev.hydrant.trainer.error;
