/**
 * What diffusion language models share: the network that sees a whole row, the draw of times and
 * masks, and the way back from noise to text. The models themselves are in packages of their own.
 */
package dev.hydrant.trainer.lm.diffusion;
