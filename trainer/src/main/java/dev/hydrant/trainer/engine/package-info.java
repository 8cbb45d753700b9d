/**
 * The training loop and what surrounds it: steps, validation, checkpoints, resuming, guards and
 * interrupts. It knows models by {@link dev.hydrant.trainer.TrainableModel} alone.
 */
package dev.hydrant.trainer.engine;
