package dev.hydrant.trainer.protein.ingest;

import java.util.Locale;

/** What becomes of a chain in which residues are missing. */
public enum Breaks {
  /** Its unbroken segments become chains of their own, {@code ID_CHAIN_1} and so on. */
  SPLIT,
  /** It is left out. */
  REJECT,
  /** It is taken as if nothing were missing. */
  KEEP;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
