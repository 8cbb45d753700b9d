/**
 * What is found out about features before a model is made: which of them are kept, which belong
 * together, how large the codebooks of each category are, and how values are scaled.
 */
package dev.hydrant.trainer.vqvae.prepare;
