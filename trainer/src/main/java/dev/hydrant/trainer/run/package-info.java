/** A whole training run: binds the configuration, makes the model, trains it and reports. */
package dev.hydrant.trainer.run;
