/** Writes chains as PDB files and as the JSON of the Odyssey data sets. */
package dev.hydrant.trainer.protein.write;
