/** The normalised transformer, whose states and weights are unit vectors. */
package dev.hydrant.trainer.lm.ngpt;
