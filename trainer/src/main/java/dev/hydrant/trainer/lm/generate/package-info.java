/** Text from trained models: decoders with and without a cache, sampling, speculation. */
package dev.hydrant.trainer.lm.generate;
