/** From a configured model to steps on its devices, with memory estimates and smaller batches. */
package dev.hydrant.trainer.engine.stepper;
