/** Pictures of codebooks, their use, and the categories of features. */
package dev.hydrant.trainer.vqvae.picture;
