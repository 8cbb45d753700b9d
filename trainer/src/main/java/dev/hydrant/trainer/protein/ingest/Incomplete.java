package dev.hydrant.trainer.protein.ingest;

import java.util.Locale;

/** What becomes of a chain in which heavy atoms of side chains are missing. */
public enum Incomplete {
  /** It serves models of the backbone, and is not in {@code index_all_atom.csv}. */
  BACKBONE,
  /** It is left out. */
  REJECT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
