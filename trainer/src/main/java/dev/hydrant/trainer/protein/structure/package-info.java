/** Proteins as numbers: amino acids, atom slots, chains, frames and the geometry between atoms. */
package dev.hydrant.trainer.protein.structure;
