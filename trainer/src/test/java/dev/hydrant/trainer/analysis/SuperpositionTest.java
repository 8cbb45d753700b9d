package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class SuperpositionTest {
  private static final Matrix MOBILE = Samples.fill(5, 3, 1);
  private static final Matrix TARGET = Samples.scaled(Samples.fill(5, 3, 4), 1.5);

  @Test
  void golden_distance_and_gradient_with_the_rotation_held_fixed() {
    Superposition fit = Superposition.of(MOBILE, TARGET);
    assertThat(fit.determinantSign()).isEqualTo(1);
    assertThat(fit.meanSquaredDistance()).isCloseTo(1.576964, within(1e-6));
    assertThat(fit.rmsd()).isCloseTo(1.255772, within(1e-6));
    assertThat(gradient(MOBILE, fit))
        .containsExactly(new double[] {.070754, .018227, .068540}, within(1e-6));
  }

  @Test
  void golden_mirror_image_is_not_reflected_back() {
    double[] values = MOBILE.toArray();
    for (int i = 0; i < 15; i += 3) {
      values[i] = -values[i];
    }
    Matrix mirrored = Matrix.of(values, 5, 3);
    Superposition fit = Superposition.of(mirrored, TARGET);
    assertThat(fit.determinantSign()).isEqualTo(-1);
    assertThat(fit.meanSquaredDistance()).isCloseTo(1.644909, within(1e-6));
    assertThat(gradient(mirrored, fit))
        .containsExactly(new double[] {-.092435, -.048587, .102150}, within(1e-6));
  }

  @Test
  void rotations_are_those_of_the_singular_value_decomposition() {
    for (int p = 0; p < 40; p++) {
      Matrix mobile = Samples.fill(6, 3, p);
      Matrix target = Samples.fill(6, 3, p + 100);
      Superposition fit = Superposition.of(mobile, target);
      assertThat(fit.rotation()).containsExactly(bySvd(mobile, target), within(1e-9));
      assertProper(fit.rotation());
    }
  }

  @Test
  void a_turned_and_shifted_structure_comes_back_onto_the_original() {
    double[] turn = Superposition.of(MOBILE, TARGET).rotation();
    Superposition there =
        new Superposition(turn, new double[] {1, 2, 3}, new double[] {-40, 0, 7}, 1, 0);
    Matrix moved = there.apply(MOBILE);
    Superposition back = Superposition.of(moved, MOBILE);
    assertThat(back.rmsd()).isLessThan(1e-12);
    assertThat(back.apply(moved).toArray()).containsExactly(MOBILE.toArray(), within(1e-12));
    assertThat(Superposition.of(moved, TARGET).rmsd())
        .isCloseTo(Superposition.of(MOBILE, TARGET).rmsd(), within(1e-12))
        .isCloseTo(Superposition.of(TARGET, moved).rmsd(), within(1e-12));
  }

  @Test
  void no_nearby_rotation_is_better() {
    Superposition fit = Superposition.of(MOBILE, TARGET);
    for (int axis = 0; axis < 3; axis++) {
      for (double angle : new double[] {-.01, .01}) {
        double[] turned = fit.rotation().clone();
        int a = (axis + 1) % 3;
        int b = (axis + 2) % 3;
        for (int i = 0; i < 3; i++) {
          double u = fit.rotation()[3 * i + a];
          double v = fit.rotation()[3 * i + b];
          turned[3 * i + a] = Math.cos(angle) * u - Math.sin(angle) * v;
          turned[3 * i + b] = Math.sin(angle) * u + Math.cos(angle) * v;
        }
        Superposition other =
            new Superposition(turned, fit.mobileCentre(), fit.targetCentre(), 1, 0);
        assertThat(distance(other.apply(MOBILE))).isGreaterThan(fit.meanSquaredDistance());
      }
    }
  }

  @Test
  void units_scale_the_distance_and_leave_the_rotation() {
    double[] rotation = Superposition.of(MOBILE, TARGET).rotation();
    for (double unit : new double[] {1e-9, 1e9}) {
      Superposition fit =
          Superposition.of(Samples.scaled(MOBILE, unit), Samples.scaled(TARGET, unit));
      assertThat(fit.rotation()).containsExactly(rotation, within(1e-9));
      assertThat(fit.rmsd() / unit).isCloseTo(1.255772, within(1e-6));
    }
  }

  @Test
  void points_of_weight_zero_do_not_count() {
    double[][] rows = new double[7][];
    double[][] targets = new double[7][];
    for (int i = 0; i < 5; i++) {
      rows[i] = MOBILE.row(i);
      targets[i] = TARGET.row(i);
    }
    rows[5] = rows[6] = new double[] {100, -50, 3};
    targets[5] = targets[6] = new double[3];
    Superposition fit =
        Superposition.of(Matrix.of(rows), Matrix.of(targets), new double[] {2, 2, 2, 2, 2, 0, 0});
    assertThat(fit.meanSquaredDistance()).isCloseTo(1.576964, within(1e-6));
  }

  @Test
  void flat_straight_single_and_coinciding_points_have_a_proper_rotation() {
    double[][][] cases = {
      {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {5, 0, 0}},
      {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}},
      {{1, 2, 3}},
      {{1, 1, 1}, {1, 1, 1}}
    };
    for (double[][] points : cases) {
      double[][] turned = new double[points.length][];
      for (int i = 0; i < points.length; i++) {
        turned[i] = new double[] {4 - points[i][1], points[i][2], points[i][0] + 9};
      }
      Superposition fit = Superposition.of(Matrix.of(points), Matrix.of(turned));
      assertProper(fit.rotation());
      assertThat(fit.rmsd()).isLessThan(1e-12);
    }
  }

  @Test
  void what_cannot_be_laid_on_each_other_is_named() {
    assertThatThrownBy(() -> Superposition.of(MOBILE, Samples.fill(4, 3, 1)))
        .hasMessageContaining("[5, 3], [4, 3]");
    assertThatThrownBy(() -> Superposition.of(MOBILE, TARGET, new double[5]))
        .hasMessageContaining("one above 0");
    double[] broken = MOBILE.toArray();
    broken[4] = Double.NaN;
    assertThatThrownBy(() -> Superposition.of(Matrix.of(broken, 5, 3), TARGET))
        .hasMessageContaining("row 1, column 1 is NaN");
  }

  /** d(MSD/3)/d(first point). */
  private static double[] gradient(Matrix mobile, Superposition fit) {
    Matrix moved = fit.apply(mobile);
    double[] gradient = new double[3];
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        gradient[a] += 2 / 15.0 * (moved.get(0, b) - TARGET.get(0, b)) * fit.rotation()[3 * a + b];
      }
    }
    return gradient;
  }

  private static double distance(Matrix moved) {
    double sum = 0;
    for (int i = 0; i < 15; i++) {
      sum += Math.pow(moved.values()[i] - TARGET.values()[i], 2) / 5;
    }
    return sum;
  }

  private static void assertProper(double[] r) {
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double dot =
            r[3 * a] * r[3 * b] + r[3 * a + 1] * r[3 * b + 1] + r[3 * a + 2] * r[3 * b + 2];
        assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-12));
      }
    }
    double determinant =
        r[0] * (r[4] * r[8] - r[5] * r[7])
            - r[1] * (r[3] * r[8] - r[5] * r[6])
            + r[2] * (r[3] * r[7] - r[4] * r[6]);
    assertThat(determinant).isCloseTo(1, within(1e-12));
  }

  /** R = V·diag(1, 1, d)·Uᵀ of H = TᵀP = USVᵀ. */
  private static double[] bySvd(Matrix mobile, Matrix target) {
    RealMatrix p = centred(mobile);
    RealMatrix t = centred(target);
    SingularValueDecomposition svd = new SingularValueDecomposition(t.transpose().multiply(p));
    RealMatrix product = svd.getV().multiply(svd.getUT());
    double d = Math.signum(new LUDecomposition(product).getDeterminant());
    RealMatrix signs = new Array2DRowRealMatrix(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, d}});
    RealMatrix r = svd.getV().multiply(signs).multiply(svd.getUT());
    double[] flat = new double[9];
    for (int i = 0; i < 9; i++) {
      flat[i] = r.getEntry(i / 3, i % 3);
    }
    return flat;
  }

  private static RealMatrix centred(Matrix points) {
    double[] mean = points.columnMeans();
    double[][] rows = new double[points.rows()][3];
    for (int i = 0; i < points.rows(); i++) {
      for (int j = 0; j < 3; j++) {
        rows[i][j] = points.get(i, j) - mean[j];
      }
    }
    return new Array2DRowRealMatrix(rows);
  }
}
