package dev.hydrant.trainer.protein.shard;

import java.util.Locale;

/** How exactly a shard keeps positions. */
public enum Precision {
  /** As 32-bit numbers: what the file had, 12 bytes an atom. */
  EXACT,
  /**
   * In steps of 0.01 Å, 6 bytes an atom; errors are at most 0.005 Å along each axis. A chain that
   * stretches over 655 Å is kept exactly all the same.
   */
  COMPACT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
