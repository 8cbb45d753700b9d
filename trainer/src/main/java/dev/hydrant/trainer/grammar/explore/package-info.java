/**
 * A trained model looked at: texts to latent vectors and back, samples from the prior, what they
 * are worth, and pictures of them.
 */
package dev.hydrant.trainer.grammar.explore;
