/**
 * Layers of protein models: blocks, residues' frames, norms and convolutions that leave out
 * padding.
 */
package dev.hydrant.trainer.protein.nn;
