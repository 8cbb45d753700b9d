/** Checks whether a run with one configuration may resume from a checkpoint of another. */
package dev.hydrant.trainer.engine.resume;
