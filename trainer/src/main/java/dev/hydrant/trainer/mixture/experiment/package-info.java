/** Experiments as values: presets of them, changes to them, and their JSON. */
package dev.hydrant.trainer.mixture.experiment;
