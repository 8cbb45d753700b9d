/** What language models share: token batches, losses in bits per byte, embeddings. */
package dev.hydrant.trainer.lm;
