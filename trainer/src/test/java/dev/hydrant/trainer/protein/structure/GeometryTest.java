package dev.hydrant.trainer.protein.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class GeometryTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void measuresDihedralAnglesWithTheSignOfIupac() {
    double[] a = {1, 0, 0};
    double[] b = {0, 0, 0};
    double[] c = {0, 0, 1};

    assertThat(Geometry.dihedral(a, b, c, new double[] {1, 0, 1})).isCloseTo(0, within(1e-12));
    assertThat(Geometry.dihedral(a, b, c, new double[] {0, 1, 1}))
        .isCloseTo(Math.PI / 2, within(1e-12));
    assertThat(Geometry.dihedral(a, b, c, new double[] {-1, 1e-17, 1}))
        .isCloseTo(Math.PI, within(1e-12));
  }

  @RepeatedTest(20)
  void placesAnAtomWhereItsDistanceAngleAndDihedralAre() {
    double[] a = point();
    double[] b = point();
    double[] c = point();
    double angle = 0.2 + 2.5 * random.nextDouble();
    double dihedral = -3 + 6 * random.nextDouble();

    double[] d = Geometry.place(a, b, c, 1.53, angle, dihedral);

    assertThat(Geometry.distance(c, d)).isCloseTo(1.53, within(1e-12));
    assertThat(Geometry.angle(b, c, d)).isCloseTo(angle, within(1e-10));
    assertThat(Geometry.dihedral(a, b, c, d)).isCloseTo(dihedral, within(1e-10));
  }

  @Test
  void givesFramesOfOrthonormalAxesThatTurnWithTheResidue() {
    double[][] p = {point(), point(), point(), point()};
    Frame frame = Frame.of(p[0], p[1], p[2]);
    double[] turn = Frame.of(point(), point(), point()).rotation();
    Frame turned = Frame.of(times(p[0], turn), times(p[1], turn), times(p[2], turn));

    assertThat(times(frame.rotation(), transposed(frame.rotation())))
        .containsExactly(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, within(1e-12));
    assertThat(frame.determinant()).isCloseTo(1, within(1e-12));
    assertThat(turned.rotation()).containsExactly(times(frame.rotation(), turn), within(1e-12));
    assertThat(frame.origin()).containsExactly(p[1]);
    assertThat(frame.toGlobal(frame.toLocal(p[3]))).containsExactly(p[3], within(1e-12));
  }

  @Test
  void lays_N_CA_And_C_IntoThePlaneOfTheirFrame() {
    double[] n = point();
    double[] ca = point();
    double[] c = point();
    Frame frame = Frame.of(n, ca, c);

    assertThat(frame.toLocal(c)[0]).isCloseTo(-Geometry.distance(ca, c), within(1e-12));
    assertThat(frame.toLocal(c)[1]).isCloseTo(0, within(1e-12));
    assertThat(frame.toLocal(n)[1]).isPositive();
    assertThat(frame.toLocal(n)[2]).isCloseTo(0, within(1e-12));
  }

  @Test
  void hasZeroAxesWherePointsCoincide() {
    Frame frame = Frame.of(new double[3], new double[3], new double[3]);

    assertThat(frame.rotation()).containsOnly(0);
    assertThat(frame.determinant()).isZero();
  }

  @Test
  void turnsTheReflexiveFrameOverWithAMirroredResidue() {
    double[] n = {1.46, 0, 0};
    double[] ca = new double[3];
    double[] c = {-0.5, 1.44, 0};
    double[] cb = CarbonBeta.virtual(n, ca, c);
    double[] mirrored = {cb[0], cb[1], -cb[2]};

    assertThat(Frame.reflexive(n, ca, c, cb).determinant()).isCloseTo(1, within(1e-12));
    assertThat(Frame.reflexive(n, ca, c, mirrored).determinant()).isCloseTo(-1, within(1e-12));
    assertThat(Frame.reflexive(n, ca, c, ca).determinant()).isCloseTo(1, within(1e-12));
  }

  @Test
  void puts_CB_WhereLAminoAcidsHaveIt() {
    double[] n = {1.46, 0, 0};
    double[] ca = new double[3];
    double[] c = {-0.5, 1.44, 0};
    double[] cb = CarbonBeta.virtual(n, ca, c);

    // by hand: b = (-1.46, 0, 0), c = (-0.5, 1.44, 0), a = b × c = (0, 0, -2.1024)
    assertThat(cb)
        .containsExactly(
            new double[] {
              0.56802827 * -1.46 + 0.54067466 * 0.5, -0.54067466 * 1.44, 0.58273431 * 2.1024
            },
            within(1e-12));
    assertThat(CarbonBeta.handedness(n, ca, c, cb)).isPositive();
    assertThat(Geometry.distance(ca, cb)).isCloseTo(1.53, within(0.05));
  }

  private double[] point() {
    return new double[] {4 * random.nextDouble(), 4 * random.nextDouble(), 4 * random.nextDouble()};
  }

  /** Rows of three times a matrix. */
  private static double[] times(double[] rows, double[] matrix) {
    double[] out = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 3; k++) {
        out[i] += rows[i / 3 * 3 + k] * matrix[3 * k + i % 3];
      }
    }
    return out;
  }

  private static double[] transposed(double[] m) {
    return new double[] {m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]};
  }
}
