package dev.hydrant.trainer.protein.read;

import java.util.Locale;

/** Which of an mmCIF file's two names of a chain is used. */
public enum ChainNaming {
  /** The authors' chain and residue numbers, those of PDB files and papers. */
  AUTH,
  /** The names and numbers that the archive gives. */
  LABEL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
