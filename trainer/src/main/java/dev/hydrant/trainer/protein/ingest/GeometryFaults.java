package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.CarbonBeta;
import dev.hydrant.trainer.protein.structure.Geometry;
import dev.hydrant.trainer.protein.structure.ProteinChain;

/**
 * Places of a chain whose geometry is not that of a protein. Neighbours beyond the break length are
 * not bonded and not looked at.
 *
 * @param bonds N–CA not in 1.46 ± 0.2 Å or CA–C not in 1.53 ± 0.2 Å
 * @param peptides C–N to the next residue not in 1.33 ± 0.25 Å
 * @param alphas CA–CA to the next residue not in 3.8 ± 0.3 Å (trans) or 2.9 ± 0.3 Å (cis)
 * @param mirrored residues with a CB on the side of D amino acids
 */
public record GeometryFaults(int bonds, int peptides, int alphas, int mirrored) {
  /** No faults. */
  public static final GeometryFaults NONE = new GeometryFaults(0, 0, 0, 0);

  static GeometryFaults of(ProteinChain chain, double breakLength) {
    int bonds = 0;
    int peptides = 0;
    int alphas = 0;
    int mirrored = 0;
    for (int i = 0; i < chain.length(); i++) {
      double[] n = chain.position(i, AtomSlots.N);
      double[] ca = chain.position(i, AtomSlots.CA);
      double[] c = chain.position(i, AtomSlots.C);
      bonds += off(Geometry.distance(n, ca), 1.46, 0.2) + off(Geometry.distance(ca, c), 1.53, 0.2);
      if (chain.has(i, AtomSlots.CB)
          && CarbonBeta.handedness(n, ca, c, chain.position(i, AtomSlots.CB)) < 0) {
        mirrored++;
      }
      if (i + 1 < chain.length()) {
        double peptide = Geometry.distance(c, chain.position(i + 1, AtomSlots.N));
        if (peptide <= breakLength) {
          double alpha = Geometry.distance(ca, chain.position(i + 1, AtomSlots.CA));
          peptides += off(peptide, 1.33, 0.25);
          alphas += off(alpha, 3.8, 0.3) * off(alpha, 2.9, 0.3);
        }
      }
    }
    return new GeometryFaults(bonds, peptides, alphas, mirrored);
  }

  private static int off(double value, double mean, double tolerance) {
    return Math.abs(value - mean) > tolerance ? 1 : 0;
  }

  /** Number of all faults. */
  public int total() {
    return bonds + peptides + alphas + mirrored;
  }

  GeometryFaults plus(GeometryFaults other) {
    return new GeometryFaults(
        bonds + other.bonds,
        peptides + other.peptides,
        alphas + other.alphas,
        mirrored + other.mirrored);
  }

  @Override
  public String toString() {
    return "%d bonds, %d peptide bonds, %d CA–CA distances, %d mirrored residues"
        .formatted(bonds, peptides, alphas, mirrored);
  }
}
