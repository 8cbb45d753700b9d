/**
 * The categorical hierarchical VQ-VAE: an encoder for each category of features, three codebooks
 * each, one decoder for all, and the terms of its loss.
 */
package dev.hydrant.trainer.vqvae.model;
