/** How good reconstructions, tokens and codebooks are, computed on the host. */
package dev.hydrant.trainer.protein.measure;
