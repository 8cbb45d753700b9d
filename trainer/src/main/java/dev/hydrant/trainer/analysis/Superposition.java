package dev.hydrant.trainer.analysis;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * The rotation and shift that bring one structure onto another with the least mean squared distance
 * (Kabsch 1976), never a reflection. Found as the largest eigenvector of Horn's symmetric 4 × 4
 * matrix (Horn 1987), a unit quaternion: it is the rotation of Kabsch's singular value
 * decomposition with the sign put right, and is defined for flat, collinear and single points too.
 *
 * @param rotation {@code [3, 3]} by rows, for row vectors: moved = (p − mobileCentre)·R +
 *     targetCentre
 * @param mobileCentre weighted mean of the moved structure
 * @param targetCentre weighted mean of the fixed structure
 * @param determinantSign −1 if a reflection would fit better, else 1
 * @param meanSquaredDistance after the fit, over points (not coordinates), in squared units
 */
public record Superposition(
    double[] rotation,
    double[] mobileCentre,
    double[] targetCentre,
    int determinantSign,
    double meanSquaredDistance) {

  /** Root mean squared distance, in the unit of the coordinates. */
  public double rmsd() {
    return Math.sqrt(meanSquaredDistance);
  }

  /** Fits {@code mobile [n, 3]} onto {@code target [n, 3]}, all points alike. */
  public static Superposition of(Matrix mobile, Matrix target) {
    double[] ones = new double[mobile.rows()];
    Arrays.fill(ones, 1);
    return of(mobile, target, ones);
  }

  /**
   * Fits {@code mobile [n, 3]} onto {@code target [n, 3]}; points of weight 0 are ignored.
   *
   * @throws IllegalArgumentException if shapes differ, a coordinate is not finite, or no weight is
   *     above 0
   */
  public static Superposition of(Matrix mobile, Matrix target, double[] weights) {
    int n = mobile.rows();
    if (mobile.columns() != 3
        || target.columns() != 3
        || target.rows() != n
        || weights.length != n) {
      throw new IllegalArgumentException(
          String.format(
              "A superposition needs two structures [n, 3] and n weights, not [%d, %d], [%d, %d]"
                  + " and %d",
              n, mobile.columns(), target.rows(), target.columns(), weights.length));
    }
    mobile.requireFinite("A superposition");
    target.requireFinite("A superposition");
    double total = 0;
    for (double weight : weights) {
      total += weight >= 0 ? weight : Double.NaN;
    }
    if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("A superposition needs weights >= 0, one above 0");
    }
    double[] from = centre(mobile, weights, total);
    double[] to = centre(target, weights, total);
    double[] s = new double[9];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < 9; a++) {
        s[a] +=
            weights[i] * (mobile.get(i, a / 3) - from[a / 3]) * (target.get(i, a % 3) - to[a % 3]);
      }
    }
    double determinant =
        s[0] * (s[4] * s[8] - s[5] * s[7])
            - s[1] * (s[3] * s[8] - s[5] * s[6])
            + s[2] * (s[3] * s[7] - s[4] * s[6]);
    double[] rotation = rotation(s);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int b = 0; b < 3; b++) {
        double moved = moved(mobile, i, b, from, rotation, to);
        sum += weights[i] * (moved - target.get(i, b)) * (moved - target.get(i, b));
      }
    }
    return new Superposition(rotation, from, to, determinant < 0 ? -1 : 1, sum / total);
  }

  /** {@code points [n, 3]} moved by this fit. */
  public Matrix apply(Matrix points) {
    Matrix out = Matrix.zeros(points.rows(), 3);
    for (int at = 0; at < out.values().length; at++) {
      out.values()[at] = moved(points, at / 3, at % 3, mobileCentre, rotation, targetCentre);
    }
    return out;
  }

  private static double moved(
      Matrix points, int i, int b, double[] from, double[] rotation, double[] to) {
    double sum = to[b];
    for (int a = 0; a < 3; a++) {
      sum += (points.get(i, a) - from[a]) * rotation[3 * a + b];
    }
    return sum;
  }

  private static double[] centre(Matrix points, double[] weights, double total) {
    double[] centre = new double[3];
    for (int i = 0; i < points.rows(); i++) {
      for (int a = 0; a < 3; a++) {
        centre[a] += weights[i] / total * points.get(i, a);
      }
    }
    return centre;
  }

  /** The rotation for row vectors that maximises tr(Rᵀ·S), S = Σ w pᵀt. */
  static double[] rotation(double[] s) {
    double xx = s[0];
    double xy = s[1];
    double xz = s[2];
    double yx = s[3];
    double yy = s[4];
    double yz = s[5];
    double zx = s[6];
    double zy = s[7];
    double zz = s[8];
    double[][] horn = {
      {xx + yy + zz, yz - zy, zx - xz, xy - yx},
      {yz - zy, xx - yy - zz, xy + yx, zx + xz},
      {zx - xz, xy + yx, -xx + yy - zz, yz + zy},
      {xy - yx, zx + xz, yz + zy, -xx - yy + zz}
    };
    double[] q =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(horn, false))
            .getEigenvector(0)
            .toArray();
    double w = q[0];
    double x = q[1];
    double y = q[2];
    double z = q[3];
    return new double[] {
      w * w + x * x - y * y - z * z,
      2 * (x * y + w * z),
      2 * (x * z - w * y),
      2 * (x * y - w * z),
      w * w - x * x + y * y - z * z,
      2 * (y * z + w * x),
      2 * (x * z + w * y),
      2 * (y * z - w * x),
      w * w - x * x - y * y + z * z
    };
  }
}
