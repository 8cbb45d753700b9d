/**
 * Gaussian mixtures in context: a transformer reads a set of points and answers with the centres
 * they belong to, trained on new mixtures at every step.
 */
package dev.hydrant.trainer.mixture;
