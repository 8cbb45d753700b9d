package dev.hydrant.trainer.protein.measure;

import dev.hydrant.trainer.analysis.Matrix;

/**
 * The local distance difference test of two traces (Mariani et al. 2013, Bioinformatics 29:2722):
 * of the distances below 15 Å in the target, the share that is kept within 0.5, 1, 2 and 4 Å,
 * averaged over the four. Needs no superposition; does not see mirror images.
 */
public final class Lddt {
  private static final double RADIUS = 15;
  private static final double[] TOLERANCES = {0.5, 1, 2, 4};

  private Lddt() {}

  /**
   * The score, 0 to 1; NaN if no two residues lie within 15 Å.
   *
   * @param made {@code [L, 3]} CA atoms in Å of what was made
   * @param target {@code [L, 3]} the same of what it is to be
   */
  public static double of(Matrix made, Matrix target) {
    long pairs = 0;
    long kept = 0;
    for (int i = 0; i < target.rows(); i++) {
      for (int j = 0; j < i; j++) {
        double distance = distance(target, i, j);
        if (distance < RADIUS) {
          pairs++;
          double change = Math.abs(distance(made, i, j) - distance);
          for (double tolerance : TOLERANCES) {
            kept += change < tolerance ? 1 : 0;
          }
        }
      }
    }
    return (double) kept / TOLERANCES.length / pairs;
  }

  private static double distance(Matrix points, int i, int j) {
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      double d = points.get(i, k) - points.get(j, k);
      sum += d * d;
    }
    return Math.sqrt(sum);
  }
}
