package dev.hydrant.trainer.protein.structure;

/** Distances, angles, dihedral angles of points {@code [3]}, and the way back to points. */
public final class Geometry {
  private static final double TINY = 1e-8;

  private Geometry() {}

  /** {@code a − b}. */
  public static double[] subtract(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  /** Scalar product. */
  public static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  /** Cross product. */
  public static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  /** Length of a vector. */
  public static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** {@code v / max(|v|, 1e-8)}: the zero vector stays zero. */
  public static double[] unit(double[] v) {
    double scale = 1 / Math.max(norm(v), TINY);
    return new double[] {v[0] * scale, v[1] * scale, v[2] * scale};
  }

  /** Distance of two points. */
  public static double distance(double[] a, double[] b) {
    return norm(subtract(a, b));
  }

  /** The angle at b, in radians, 0 to π. */
  public static double angle(double[] a, double[] b, double[] c) {
    double[] first = subtract(a, b);
    double[] second = subtract(c, b);
    return Math.atan2(norm(cross(first, second)), dot(first, second));
  }

  /**
   * The dihedral angle of four points about the axis b–c, in radians, −π to π, positive if d is
   * turned clockwise from a when one looks from b to c (IUPAC 1970).
   */
  public static double dihedral(double[] a, double[] b, double[] c, double[] d) {
    double[] axis = subtract(c, b);
    double[] first = cross(subtract(b, a), axis);
    double[] second = cross(axis, subtract(d, c));
    return Math.atan2(norm(axis) * dot(subtract(b, a), second), dot(first, second));
  }

  /**
   * The point d with a given distance |c − d|, angle b–c–d and dihedral a–b–c–d: the natural
   * extension reference frame (NeRF, Parsons et al. 2005).
   *
   * @param length in the unit of the points
   * @param angle in radians
   * @param dihedral in radians
   */
  public static double[] place(
      double[] a, double[] b, double[] c, double length, double angle, double dihedral) {
    double[] along = unit(subtract(c, b));
    double[] normal = unit(cross(subtract(b, a), along));
    double[] across = cross(normal, along);
    double back = -length * Math.cos(angle);
    double radius = length * Math.sin(angle);
    double x = radius * Math.cos(dihedral);
    double y = radius * Math.sin(dihedral);
    double[] d = new double[3];
    for (int k = 0; k < 3; k++) {
      d[k] = c[k] + back * along[k] + x * across[k] + y * normal[k];
    }
    return d;
  }
}
