/** What an experiment with Gaussian mixtures can be told: eight sections, bound and checked. */
package dev.hydrant.trainer.mixture.config;
