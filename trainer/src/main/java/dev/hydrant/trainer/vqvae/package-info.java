/**
 * Hierarchical VQ-VAEs over families of features: their adapter, configuration, data and metrics.
 * The engine finds them by their type; no other package uses this one.
 */
package dev.hydrant.trainer.vqvae;
