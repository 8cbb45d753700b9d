/**
 * Update rules as script functions over flat vectors, learning-rate schedules, averaged weights.
 */
package dev.hydrant.trainer.optim;
