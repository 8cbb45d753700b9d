/**
 * Weights by name, in and out: checkpoints of this program, exported directories and files of other
 * libraries, whose names and layouts a {@link WeightMapping} maps.
 */
package dev.hydrant.trainer.weights;
