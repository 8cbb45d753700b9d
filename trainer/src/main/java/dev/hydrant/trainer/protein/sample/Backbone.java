package dev.hydrant.trainer.protein.sample;

import dev.hydrant.trainer.protein.structure.Geometry;
import java.util.SplittableRandom;

/**
 * N, CA and C of a chain that grows residue by residue. Bond lengths and angles are those of Engh
 * and Huber (1991) with deviations of 0.02 Å and 2°; ω is 180° ± 4°.
 */
final class Backbone {
  private static final double BOND_DEVIATION = 0.02;
  private static final double ANGLE_DEVIATION = 2;
  private static final double OMEGA_DEVIATION = 4;
  private static final double CLASH = 3.6;

  private final double[][] n;
  private final double[][] ca;
  private final double[][] c;
  private final double[] psi;
  private int length;

  Backbone(int capacity) {
    this.n = new double[capacity][];
    this.ca = new double[capacity][];
    this.c = new double[capacity][];
    this.psi = new double[capacity];
  }

  int length() {
    return length;
  }

  double[] n(int i) {
    return n[i];
  }

  double[] ca(int i) {
    return ca[i];
  }

  double[] c(int i) {
    return c[i];
  }

  /** The angle that the next residue, or O, follows from; in radians. */
  double psi(int i) {
    return psi[i];
  }

  /** Forgets the residues from here on. */
  void cut(int to) {
    length = to;
  }

  /** Appends a residue; φ and ψ in degrees. */
  void grow(double phi, double nextPsi, SplittableRandom random) {
    int i = length++;
    double angle = Math.toRadians(111 + ANGLE_DEVIATION * Normal.draw(random));
    psi[i] = Math.toRadians(nextPsi);
    if (i == 0) {
      n[0] = new double[3];
      ca[0] = new double[] {bond(1.458, random), 0, 0};
      c[0] =
          Geometry.place(
              new double[] {0, 1, 0}, n[0], ca[0], bond(1.525, random), angle, Math.toRadians(phi));
      return;
    }
    double peptide = Math.toRadians(117.2 + ANGLE_DEVIATION * Normal.draw(random));
    double next = Math.toRadians(121.7 + ANGLE_DEVIATION * Normal.draw(random));
    double omega = Math.toRadians(180 + OMEGA_DEVIATION * Normal.draw(random));
    n[i] = Geometry.place(n[i - 1], ca[i - 1], c[i - 1], bond(1.329, random), peptide, psi[i - 1]);
    ca[i] = Geometry.place(ca[i - 1], c[i - 1], n[i], bond(1.458, random), next, omega);
    c[i] = Geometry.place(c[i - 1], n[i], ca[i], bond(1.525, random), angle, Math.toRadians(phi));
  }

  private static double bond(double mean, SplittableRandom random) {
    return mean + BOND_DEVIATION * Normal.draw(random);
  }

  /** Whether a CA from here on is closer than 3.6 Å to one that is not its neighbour. */
  boolean clashes(int from) {
    for (int i = from; i < length; i++) {
      for (int j = 0; j <= i - 3; j++) {
        double x = ca[i][0] - ca[j][0];
        double y = ca[i][1] - ca[j][1];
        double z = ca[i][2] - ca[j][2];
        if (x * x + y * y + z * z < CLASH * CLASH) {
          return true;
        }
      }
    }
    return false;
  }

  /** Root mean squared distance of the CA from their mean, in Å. */
  double radiusOfGyration() {
    double[] mean = new double[3];
    double squares = 0;
    for (int i = 0; i < length; i++) {
      for (int k = 0; k < 3; k++) {
        mean[k] += ca[i][k] / length;
      }
      squares += Geometry.dot(ca[i], ca[i]) / length;
    }
    return Math.sqrt(Math.max(0, squares - Geometry.dot(mean, mean)));
  }
}
