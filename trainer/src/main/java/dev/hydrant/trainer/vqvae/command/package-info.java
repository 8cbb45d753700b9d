/** Commands of VQ-VAEs: making features, turning them into tokens and back, pictures. */
package dev.hydrant.trainer.vqvae.command;
