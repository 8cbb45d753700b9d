/** Mistakes that a user can mend, reported in words and without a stack trace. */
package dev.hydrant.trainer.error;
