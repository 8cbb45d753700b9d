package dev.hydrant.trainer.protein.measure;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;

/** The trace of a chain. */
final class Alphas {
  private Alphas() {}

  /** The CA atoms, {@code [L, 3]} in Å. */
  static Matrix of(ProteinChain chain) {
    double[][] rows = new double[chain.length()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = chain.position(i, AtomSlots.CA);
    }
    return Matrix.of(rows);
  }
}
