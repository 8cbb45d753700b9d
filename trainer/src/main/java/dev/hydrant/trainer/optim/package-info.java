/**
 * Optimizers as script functions over flat vectors, and the training step they end: forward,
 * backward, clipping and update, run eagerly or as one recorded function.
 */
package dev.hydrant.trainer.optim;
