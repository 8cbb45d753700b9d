/** Score entropy discrete diffusion over tokens (Lou, Meng and Ermon 2024). */
package dev.hydrant.trainer.lm.sedd;
