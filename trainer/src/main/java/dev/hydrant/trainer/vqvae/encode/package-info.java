/**
 * How families of features become the numbers that are grouped and quantised: encoders with random
 * weights that are not trained, and an interface for further ones.
 */
package dev.hydrant.trainer.vqvae.encode;
