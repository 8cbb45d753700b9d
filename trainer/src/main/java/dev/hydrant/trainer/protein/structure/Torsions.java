package dev.hydrant.trainer.protein.structure;

/**
 * The backbone's dihedral angles of one residue, in radians; NaN where a neighbour is missing.
 *
 * @param phi C(i−1) – N – CA – C
 * @param psi N – CA – C – N(i+1)
 * @param omega CA – C – N(i+1) – CA(i+1)
 */
public record Torsions(double phi, double psi, double omega) {
  /** The angles of residue i; neighbours count as neighbours, however far they are. */
  public static Torsions of(ProteinChain chain, int i) {
    double[] n = chain.position(i, AtomSlots.N);
    double[] ca = chain.position(i, AtomSlots.CA);
    double[] c = chain.position(i, AtomSlots.C);
    double phi =
        i == 0 ? Double.NaN : Geometry.dihedral(chain.position(i - 1, AtomSlots.C), n, ca, c);
    if (i + 1 == chain.length()) {
      return new Torsions(phi, Double.NaN, Double.NaN);
    }
    double[] next = chain.position(i + 1, AtomSlots.N);
    return new Torsions(
        phi,
        Geometry.dihedral(n, ca, c, next),
        Geometry.dihedral(ca, c, next, chain.position(i + 1, AtomSlots.CA)));
  }
}
