/** Points of Gaussian mixtures, generated batch by batch. */
package dev.hydrant.trainer.mixture.data;
