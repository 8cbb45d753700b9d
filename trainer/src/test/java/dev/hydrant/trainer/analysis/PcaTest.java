package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PcaTest {
  @Test
  void axes_and_variances_are_those_of_numpys_covariance() {
    Pca pca = Pca.fit(Samples.fill(9, 4, 5), 4);
    assertThat(pca.variances())
        .containsExactly(new double[] {.75189164, .34070865, .29736462, .21873077}, within(1e-8));
    double[][] axes = {
      {-.39503127848835556, .645978733717743, .48922505916293413, .43280550607322427},
      {.07915531603109012, -.3868129491250813, .8601984118325139, -.3227520265064125},
      {.8127471836100155, .010913722725312991, .1420808955214487, .564921167348229},
      {.4208642779969109, .6580031220517523, .023033733862905026, -.6239988765860225}
    };
    for (int c = 0; c < 4; c++) {
      assertThat(pca.components().row(c)).containsExactly(axes[c], within(1e-10));
    }
    assertThat(Arrays.stream(pca.explainedVarianceRatio()).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void all_components_give_the_points_back_and_fewer_leave_their_variance() {
    for (int[] shape : new int[][] {{20, 6}, {6, 20}}) {
      Matrix x = Samples.fill(shape[0], shape[1], 2);
      Pca all = Pca.fit(x, 5);
      double left = all.totalVariance() - Arrays.stream(all.variances()).sum();
      Matrix back = all.inverse(all.transform(x));
      double error = 0;
      for (int i = 0; i < x.values().length; i++) {
        error += Math.pow(back.values()[i] - x.values()[i], 2) / (shape[0] - 1);
      }
      assertThat(error).isCloseTo(Math.max(0, left), within(1e-10));
      assertOrthonormal(all.components(), 1e-12);
      Matrix coordinates = all.transform(x);
      for (int c = 0; c < 5; c++) {
        Matrix column = Matrix.of(coordinates.column(c), shape[0], 1);
        assertThat(column.meanVariance() * shape[0] / (shape[0] - 1))
            .isCloseTo(all.variances()[c], within(1e-10));
      }
    }
  }

  @Test
  void directions_without_variance_are_orthonormal_too() {
    Matrix line = Matrix.of(new double[][] {{1, 1, 1, 1}, {2, 2, 2, 2}, {4, 4, 4, 4}});
    Pca pca = Pca.fit(line, 3);
    assertThat(pca.components().row(0))
        .containsExactly(new double[] {.5, .5, .5, .5}, within(1e-12));
    assertThat(pca.explainedVarianceRatio()).containsExactly(new double[] {1, 0, 0}, within(1e-12));
    assertOrthonormal(pca.components(), 1e-9);
    Pca still = Pca.fit(Matrix.of(new double[] {3, 3, 3, 3}, 2, 2), 2);
    assertThat(still.variances()).containsExactly(0, 0);
    assertThat(still.explainedVarianceRatio()).containsExactly(0, 0);
    assertOrthonormal(still.components(), 1e-12);
  }

  @Test
  void a_big_table_gives_by_iteration_what_its_known_factors_are() {
    Random random = new Random(3);
    int n = 600;
    int d = 700;
    double[] sizes = {20, 12, 11, 3};
    double[] x = new double[n * d];
    for (int i = 0; i < n; i++) {
      for (int f = 0; f < 4; f++) {
        double score = sizes[f] * random.nextGaussian();
        x[i * d + 5 * f] += score; // each factor moves one column of its own
      }
      for (int j = 0; j < d; j++) {
        x[i * d + j] += .01 * random.nextGaussian();
      }
    }
    Matrix points = Matrix.of(x, n, d);
    Pca pca = Pca.fit(points, 4);
    assertOrthonormal(pca.components(), 1e-12);
    for (int c = 0; c < 4; c++) {
      double[] axis = pca.components().row(c);
      double[] turned = new double[d];
      Matrix coordinates = pca.transform(points);
      double[] mean = points.columnMeans();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < d; j++) {
          turned[j] += coordinates.get(i, c) * (points.get(i, j) - mean[j]) / (n - 1);
        }
      }
      for (int j = 0; j < d; j++) {
        assertThat(turned[j]).isCloseTo(pca.variances()[c] * axis[j], within(1e-6));
      }
      assertThat(Math.sqrt(pca.variances()[c])).isCloseTo(sizes[c], within(.1 * sizes[c]));
    }
  }

  @Test
  void units_scale_the_variance_and_leave_the_axes() {
    Matrix x = Samples.fill(30, 4, 6);
    Pca plain = Pca.fit(x, 4);
    for (double unit : new double[] {1e-12, 1e12}) {
      Pca scaled = Pca.fit(Samples.scaled(x, unit), 4);
      assertThat(scaled.components().toArray())
          .containsExactly(plain.components().toArray(), within(1e-9));
      for (int c = 0; c < 4; c++) {
        assertThat(scaled.variances()[c] / unit / unit)
            .isCloseTo(plain.variances()[c], within(1e-12));
      }
    }
  }

  @Test
  void shapes_without_components_are_refused() {
    assertThatThrownBy(() -> Pca.fit(Samples.fill(3, 2, 1), 3))
        .hasMessageContaining("1 to 2 principal components");
    assertThatThrownBy(() -> Pca.fit(Samples.fill(1, 2, 1), 1)).hasMessageContaining("2 rows");
    assertThatThrownBy(() -> Pca.fit(Samples.fill(5, 2, 1), 1).transform(Samples.fill(5, 3, 1)))
        .hasMessage("Rows of 3 numbers where 2 belong");
  }

  private static void assertOrthonormal(Matrix rows, double tolerance) {
    for (int a = 0; a < rows.rows(); a++) {
      for (int b = 0; b < rows.rows(); b++) {
        double dot = 0;
        for (int j = 0; j < rows.columns(); j++) {
          dot += rows.get(a, j) * rows.get(b, j);
        }
        assertThat(dot).isCloseTo(a == b ? 1 : 0, within(tolerance));
      }
    }
  }
}
