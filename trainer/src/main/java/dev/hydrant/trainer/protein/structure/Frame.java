package dev.hydrant.trainer.protein.structure;

/**
 * A residue's own axes. Row vectors: {@code global = local · rotation + origin}.
 *
 * @param rotation {@code [3, 3]} by rows, the axes x, y, z in global coordinates
 * @param origin {@code [3]} in Å
 */
public record Frame(double[] rotation, double[] origin) {
  /**
   * The frame of N, CA and C as geometric attention uses it (Gram–Schmidt as in AlphaFold 2,
   * algorithm 21): x from C to CA, y in the plane towards N, z = x × y, origin CA. A right-handed
   * system.
   */
  public static Frame of(double[] n, double[] ca, double[] c) {
    double[] x = Geometry.unit(Geometry.subtract(ca, c));
    double[] y = orthogonal(Geometry.subtract(n, ca), x);
    return of(x, y, Geometry.unit(Geometry.cross(x, y)), ca);
  }

  /**
   * The frame of reflexive attention: x from CA to N, y in the plane towards C, z on the side of
   * CB. Right-handed for L amino acids, left-handed for their mirror images.
   */
  public static Frame reflexive(double[] n, double[] ca, double[] c, double[] cb) {
    double[] x = Geometry.unit(Geometry.subtract(n, ca));
    double[] y = orthogonal(Geometry.subtract(c, ca), x);
    double[] normal = Geometry.unit(Geometry.cross(x, y));
    double side = Geometry.dot(Geometry.subtract(cb, ca), normal);
    double sign = side < -1e-8 ? -1 : 1;
    return of(x, y, new double[] {sign * normal[0], sign * normal[1], sign * normal[2]}, ca);
  }

  private static double[] orthogonal(double[] v, double[] axis) {
    double along = Geometry.dot(v, axis);
    return Geometry.unit(
        new double[] {v[0] - along * axis[0], v[1] - along * axis[1], v[2] - along * axis[2]});
  }

  private static Frame of(double[] x, double[] y, double[] z, double[] origin) {
    return new Frame(
        new double[] {x[0], x[1], x[2], y[0], y[1], y[2], z[0], z[1], z[2]}, origin.clone());
  }

  /** A point given in this frame, in global coordinates. */
  public double[] toGlobal(double[] local) {
    double[] out = origin.clone();
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        out[b] += local[a] * rotation[3 * a + b];
      }
    }
    return out;
  }

  /** A global point in the coordinates of this frame. */
  public double[] toLocal(double[] global) {
    double[] out = new double[3];
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        out[a] += (global[b] - origin[b]) * rotation[3 * a + b];
      }
    }
    return out;
  }

  /** +1 for a right-handed frame, −1 for a left-handed one, 0 if the three points lie in a line. */
  public double determinant() {
    double[] r = rotation;
    return r[0] * (r[4] * r[8] - r[5] * r[7])
        - r[1] * (r[3] * r[8] - r[5] * r[6])
        + r[2] * (r[3] * r[7] - r[4] * r[6]);
  }
}
