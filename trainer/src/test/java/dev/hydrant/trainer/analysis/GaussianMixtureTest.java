package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.analysis.GaussianMixtureEm.Fit;
import dev.hydrant.trainer.analysis.GaussianMixtureEm.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GaussianMixtureTest {
  private static final double[] X = {.3, -.2};
  private static final double[] MEAN = {1, .5};

  @Test
  void densities_are_those_of_the_formulas() {
    Covariance full = new Covariance.Full(Matrix.of(new double[][] {{2, .6}, {.6, 1}}));
    assertThat(full.logDensity(X, 0, MEAN, 0, 2)).isCloseTo(-2.354127626351789, within(1e-14));
    Covariance diagonal = new Covariance.Diagonal(new double[] {2, 2});
    Covariance spherical = new Covariance.Spherical(2);
    double expected = -.5 * (.98 / 2 + 2 * Math.log(4 * Math.PI));
    assertThat(diagonal.logDensity(X, 0, MEAN, 0, 2)).isCloseTo(expected, within(1e-14));
    assertThat(spherical.logDensity(X, 0, MEAN, 0, 2)).isCloseTo(expected, within(1e-14));
  }

  @Test
  void two_components_of_equal_width_share_points_by_a_logistic_curve() {
    GaussianMixture m =
        GaussianMixture.spherical(
            new double[] {.25, .75}, Matrix.of(new double[] {-1, 1}, 2, 1), .5);
    Matrix points = Matrix.of(new double[] {-1.5, 0, .2, 40}, 4, 1);
    for (int i = 0; i < 4; i++) {
      double x = points.get(i, 0);
      double second = 1 / (1 + Math.exp(-(Math.log(3) + 2 * x / .5)));
      assertThat(m.responsibilities(points).get(i, 1)).isCloseTo(second, within(1e-12));
      assertThat(m.posteriorMeans(points).get(i, 0)).isCloseTo(2 * second - 1, within(1e-12));
    }
    assertThat(m.labels(points)).containsExactly(0, 1, 1, 1);
  }

  @Test
  void a_component_without_weight_gets_no_point() {
    GaussianMixture m =
        GaussianMixture.spherical(new double[] {0, 1}, Matrix.of(new double[] {0, 9}, 2, 1), 1);
    assertThat(m.responsibilities(Matrix.of(new double[] {0}, 1, 1)).row(0)).containsExactly(0, 1);
  }

  @Test
  void no_guess_of_centres_beats_the_posterior_mean_of_the_true_mixture() {
    Random random = new Random(1);
    double[] weights = {.2, .3, .5};
    Matrix means = Matrix.of(new double[][] {{0, 0}, {1.5, 0}, {0, 1.5}});
    int n = 4000;
    double[] x = new double[2 * n];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble();
      labels[i] = u < .2 ? 0 : u < .5 ? 1 : 2;
      x[2 * i] = means.get(labels[i], 0) + .7 * random.nextGaussian();
      x[2 * i + 1] = means.get(labels[i], 1) + .7 * random.nextGaussian();
    }
    Matrix points = Matrix.of(x, n, 2);
    GaussianMixture truth = GaussianMixture.spherical(weights, means, .49);
    double bayes = error(truth.posteriorMeans(points), means, labels);
    GaussianMixture em = new GaussianMixtureEm(3, Shape.SHARED_SPHERICAL, 2).fit(points).mixture();
    Clustering kMeans = new KMeans(3, 2).fit(points);
    double[] nearest = new double[2 * n];
    for (int i = 0; i < n; i++) {
      nearest[2 * i] = kMeans.centres().get(kMeans.labels()[i], 0);
      nearest[2 * i + 1] = kMeans.centres().get(kMeans.labels()[i], 1);
    }
    double fitted = error(em.posteriorMeans(points), means, labels);
    assertThat(bayes).isLessThan(fitted);
    assertThat(fitted).isLessThan(error(Matrix.of(nearest, n, 2), means, labels));
    assertThat(fitted).isLessThan(error(points, means, labels));
    assertThat(bayes).isCloseTo(fitted, within(.05 * bayes));
  }

  @ParameterizedTest
  @EnumSource
  void likelihood_rises_to_a_fixed_point_of_both_steps(Shape shape) {
    Matrix points = Samples.blobs(3, 60, 2, 2, 1, 4);
    Fit fit = new GaussianMixtureEm(3, shape, 2000, 1e-12, 5).fit(points);
    List<Double> history = fit.history();
    for (int i = 1; i < history.size(); i++) {
      assertThat(history.get(i)).isGreaterThan(history.get(i - 1) - 1e-7);
    }
    assertThat(fit.converged()).isTrue();
    GaussianMixture m = fit.mixture();
    assertThat(m.meanLogLikelihood(points))
        .isCloseTo(history.get(history.size() - 1), within(1e-12));
    Matrix r = m.responsibilities(points);
    for (int k = 0; k < 3; k++) {
      double mass = 0;
      double first = 0;
      for (int i = 0; i < 180; i++) {
        mass += r.get(i, k);
        first += r.get(i, k) * points.get(i, 0);
      }
      assertThat(m.weights()[k]).isCloseTo(mass / 180, within(1e-4));
      assertThat(m.means().get(k, 0)).isCloseTo(first / mass, within(1e-3));
    }
  }

  @Test
  void one_component_is_the_normal_distribution_of_the_sample() {
    Matrix points = Samples.fill(50, 2, 3);
    Covariance.Full full =
        (Covariance.Full)
            new GaussianMixtureEm(1, Shape.FULL, 1).fit(points).mixture().covariances().get(0);
    double[] mean = points.columnMeans();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < 50; i++) {
      xy += (points.get(i, 0) - mean[0]) * (points.get(i, 1) - mean[1]) / 50;
      xx += Math.pow(points.get(i, 0) - mean[0], 2) / 50;
      yy += Math.pow(points.get(i, 1) - mean[1], 2) / 50;
    }
    assertThat(full.matrix().get(1, 0)).isCloseTo(xy, within(1e-6));
    assertThat(full.matrix().get(0, 0)).isCloseTo(xx, within(1e-6));
    Fit shared = new GaussianMixtureEm(1, Shape.SHARED_SPHERICAL, 1).fit(points);
    assertThat(shared.mixture().covariances().get(0))
        .isInstanceOfSatisfying(
            Covariance.Spherical.class,
            s -> assertThat(s.variance()).isCloseTo(points.meanVariance(), within(1e-12)));
    Fit diagonal = new GaussianMixtureEm(1, Shape.DIAGONAL, 1).fit(points);
    double second = yy;
    assertThat(diagonal.mixture().covariances().get(0))
        .isInstanceOfSatisfying(
            Covariance.Diagonal.class,
            d -> assertThat(d.variances()[1]).isCloseTo(second, within(1e-12)));
  }

  @ParameterizedTest
  @EnumSource
  void identical_points_give_a_narrow_mixture_not_nan(Shape shape) {
    Matrix points = Matrix.of(new double[][] {{1, 2}, {1, 2}, {1, 2}, {1, 2}});
    GaussianMixture m = new GaussianMixtureEm(2, shape, 0).fit(points).mixture();
    assertThat(m.meanLogLikelihood(points)).isFinite();
    assertThat(m.posteriorMeans(points).row(3)).containsExactly(1, 2);
  }

  @ParameterizedTest
  @EnumSource
  void units_shift_the_likelihood_and_change_nothing_else(Shape shape) {
    Matrix points = Samples.blobs(2, 40, 2, 4, 1, 7);
    GaussianMixture big = new GaussianMixtureEm(2, shape, 1).fit(points).mixture();
    Matrix tiny = Samples.scaled(points, 1e-9);
    GaussianMixture small = new GaussianMixtureEm(2, shape, 1).fit(tiny).mixture();
    assertThat(small.responsibilities(tiny).toArray())
        .containsExactly(big.responsibilities(points).toArray(), within(1e-6));
    assertThat(small.meanLogLikelihood(tiny) - big.meanLogLikelihood(points))
        .isCloseTo(2 * Math.log(1e9), within(1e-6));
  }

  @Test
  void a_covariance_that_is_none_is_refused() {
    assertThatThrownBy(() -> new Covariance.Full(Matrix.of(new double[][] {{1, 2}, {2, 1}})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive definite");
    assertThatThrownBy(() -> new Covariance.Full(Matrix.of(new double[][] {{1, .5}, {.2, 1}})))
        .hasMessageContaining("symmetric");
  }

  @Test
  void wrong_parameters_are_named() {
    Matrix means = Matrix.of(new double[] {0, 1}, 2, 1);
    assertThatThrownBy(() -> GaussianMixture.spherical(new double[] {.5, .5}, means, 0))
        .hasMessage("A variance must be above 0 and finite, not 0.0");
    assertThatThrownBy(() -> GaussianMixture.spherical(new double[] {.5, .6}, means, 1))
        .hasMessageContaining("sum to 1");
    assertThatThrownBy(() -> GaussianMixture.spherical(new double[] {1}, means, 1))
        .hasMessageContaining("2 means");
    assertThatThrownBy(
            () ->
                GaussianMixture.spherical(new double[] {.5, .5}, means, 1)
                    .responsibilities(Samples.fill(3, 2, 1)))
        .hasMessageContaining("1 dimensions");
  }

  private static double error(Matrix guess, Matrix means, int[] labels) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < 2; j++) {
        sum += Math.pow(guess.get(i, j) - means.get(labels[i], j), 2);
      }
    }
    return sum / labels.length;
  }
}
