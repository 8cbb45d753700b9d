/** Discrete denoising diffusion over tokens (Austin et al. 2021). */
package dev.hydrant.trainer.lm.d3pm;
