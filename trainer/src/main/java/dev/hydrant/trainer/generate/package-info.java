/** Sampling from trained models. */
package dev.hydrant.trainer.generate;
