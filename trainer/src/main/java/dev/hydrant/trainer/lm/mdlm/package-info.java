/** Masked diffusion language models (Sahoo et al. 2024). */
package dev.hydrant.trainer.lm.mdlm;
