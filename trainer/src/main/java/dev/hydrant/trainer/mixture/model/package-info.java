/**
 * The network that reads a set of points and answers with their denoised centres, and the parts it
 * is made of.
 */
package dev.hydrant.trainer.mixture.model;
