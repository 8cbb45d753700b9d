/**
 * The grammar variational autoencoder: convolutions over sequences of rules, a latent vector, and a
 * recurrent decoder whose logits are masked by the grammar.
 */
package dev.hydrant.trainer.grammar.model;
