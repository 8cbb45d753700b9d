package dev.hydrant.trainer.protein.write;

import dev.hydrant.trainer.protein.structure.ProteinChain;

/** Formats of files that hold a structure. */
public enum StructureFormat {
  /** Columns of fixed width, read by everything. */
  PDB,
  /** mmCIF, the archive's own, in which chains of any length and place fit. */
  CIF;

  /** What a file's name ends with, such as {@code .pdb}. */
  public String suffix() {
    return this == PDB ? ".pdb" : ".cif";
  }

  /**
   * A chain in this format.
   *
   * @param bFactors one for each residue
   */
  public String text(ProteinChain chain, double[] bFactors) {
    return this == PDB ? PdbWriter.text(chain, bFactors) : CifWriter.text(chain, bFactors);
  }
}
