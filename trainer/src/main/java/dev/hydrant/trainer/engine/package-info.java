/**
 * The training loop and what surrounds it: validation, guards, early stopping, saving, interrupts.
 * It knows models by {@link dev.hydrant.trainer.model.TrainableModel} alone.
 */
package dev.hydrant.trainer.engine;
