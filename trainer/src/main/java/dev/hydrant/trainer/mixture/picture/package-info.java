/** Pictures of sets, predictions and tables. */
package dev.hydrant.trainer.mixture.picture;
