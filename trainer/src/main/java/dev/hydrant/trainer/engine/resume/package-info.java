/** Whether a configuration may go on from a checkpoint of another one. */
package dev.hydrant.trainer.engine.resume;
