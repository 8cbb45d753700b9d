/**
 * Trains registered models from composed configurations. This package holds the job and what a new
 * model has to provide: {@link dev.hydrant.trainer.ModelAdapter} makes a {@link
 * dev.hydrant.trainer.TrainableModel} from a config record, and {@link
 * dev.hydrant.trainer.ModelRegistry} finds it by its type.
 */
package dev.hydrant.trainer;
