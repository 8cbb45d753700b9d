/**
 * The files that training leaves for other programs: archives that PyTorch opens, statistics, the
 * course of training.
 */
package dev.hydrant.trainer.vqvae.output;
