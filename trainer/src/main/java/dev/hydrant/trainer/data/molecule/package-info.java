/**
 * Molecules: a sample of real ones, whether a SMILES string describes one, numbers that describe
 * them, and their pictures. OpenChemLib (BSD-3) does the chemistry.
 */
package dev.hydrant.trainer.data.molecule;
