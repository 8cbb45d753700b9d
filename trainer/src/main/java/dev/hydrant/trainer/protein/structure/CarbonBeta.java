package dev.hydrant.trainer.protein.structure;

/**
 * Where CB would be, from N, CA and C (the ideal geometry of ProteinMPNN, Dauparas et al. 2022).
 */
public final class CarbonBeta {
  private static final double ACROSS = -0.58273431;
  private static final double FROM_N = 0.56802827;
  private static final double FROM_C = -0.54067466;

  private CarbonBeta() {}

  /** {@code CA − 0.58273431 a + 0.56802827 b − 0.54067466 c}, b = CA − N, c = C − CA, a = b × c. */
  public static double[] virtual(double[] n, double[] ca, double[] c) {
    double[] first = Geometry.subtract(ca, n);
    double[] second = Geometry.subtract(c, ca);
    double[] normal = Geometry.cross(first, second);
    double[] at = new double[3];
    for (int k = 0; k < 3; k++) {
      at[k] = ca[k] + ACROSS * normal[k] + FROM_N * first[k] + FROM_C * second[k];
    }
    return at;
  }

  /**
   * The handedness of a residue: above 0 for L amino acids, below 0 for D, in Å³.
   *
   * <p>{@code ((N − CA) × (C − CA)) · (CB − CA)}
   */
  public static double handedness(double[] n, double[] ca, double[] c, double[] cb) {
    return Geometry.dot(
        Geometry.cross(Geometry.subtract(n, ca), Geometry.subtract(c, ca)),
        Geometry.subtract(cb, ca));
  }
}
