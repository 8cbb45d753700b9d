package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.nn.Fill;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
  private static final double[] SAMPLE = Fill.values('x', 37, 3);

  @ParameterizedTest
  @CsvSource({
    "0, -0.9719873871654272",
    "0.005, -0.9612565952725709",
    "0.25, -0.5524353766813874",
    "0.5, -0.03101319447159767",
    "0.9, 0.8431800110265613",
    "1, 0.9410271067167289"
  })
  void quantiles_are_numpys(double q, double expected) {
    assertThat(Quantiles.of(SAMPLE).at(q)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void golden_percentiles_medians_and_deviations_of_features_hold() {
    Matrix features = WardClusteringTest.features();
    Quantiles first = Quantiles.of(features.column(0));
    assertThat(first.at(.005)).isCloseTo(-1.010772, within(1e-6));
    assertThat(first.at(.995)).isCloseTo(1.133264, within(1e-6));
    Quantiles second = Quantiles.of(features.column(1));
    assertThat(second.median()).isCloseTo(3.688232, within(1e-6));
    assertThat(second.medianAbsoluteDeviation()).isCloseTo(7.225033, within(1e-6));
  }

  @Test
  void golden_informativeness_is_entropy_times_range_without_outliers() {
    double[] golden = {.647223, 6.504675, .058409, 3.653365, 689.124843, .514936, 1.392020};
    Matrix features = WardClusteringTest.features();
    for (int j = 0; j < 7; j++) {
      double[] column = features.column(j);
      Quantiles q = Quantiles.of(column);
      double iqr = q.interquartileRange();
      double out =
          Arrays.stream(column)
                  .filter(x -> x < q.at(.25) - 1.5 * iqr || x > q.at(.75) + 1.5 * iqr)
                  .count()
              / 40.0;
      double score = Histogram.of(column, 2).entropy() * (iqr + 1e-10) * (1 - out);
      assertThat(score).isCloseTo(golden[j], within(1e-6));
    }
  }

  @Test
  void quantiles_need_values_with_a_rank() {
    assertThat(Quantiles.of(new double[] {7}).at(.3)).isEqualTo(7);
    assertThat(Quantiles.of(new double[] {1, Double.POSITIVE_INFINITY}).at(0)).isEqualTo(1);
    assertThatThrownBy(() -> Quantiles.of(new double[] {1, Double.NaN}))
        .hasMessage("Value 1 is NaN: it has no rank");
    assertThatThrownBy(() -> Quantiles.of(new double[0])).hasMessage("No values, no quantiles");
    assertThatThrownBy(() -> Quantiles.of(SAMPLE).at(50)).hasMessageContaining("between 0 and 1");
  }

  @Test
  void histograms_are_numpys_also_on_the_edges() {
    assertThat(Histogram.of(SAMPLE, 7).counts()).containsExactly(7, 6, 3, 6, 5, 1, 9);
    double[] tenths = new double[11];
    Arrays.setAll(tenths, i -> i / 10.0);
    assertThat(Histogram.of(tenths, 10).counts()).containsExactly(1, 1, 2, 0, 1, 2, 1, 0, 1, 2);
    Histogram same = Histogram.of(new double[] {3, 3, 3}, 2);
    assertThat(same.low()).isEqualTo(2.5);
    assertThat(same.counts()).containsExactly(0, 3);
    assertThatThrownBy(() -> Histogram.of(new double[] {1, Double.POSITIVE_INFINITY}, 2))
        .hasMessageContaining("row 1");
    assertThatThrownBy(() -> Histogram.of(SAMPLE, 0)).hasMessageContaining("bins >= 1");
  }

  @Test
  void entropy_of_even_counts_is_the_logarithm_of_their_number() {
    assertThat(Entropy.nats(new long[] {4, 4, 4, 0})).isCloseTo(Math.log(3), within(1e-15));
    assertThat(Entropy.perplexity(new long[] {5, 5, 5, 5, 0})).isCloseTo(4, within(1e-12));
    assertThat(Entropy.perplexity(new double[] {.5, 0})).isEqualTo(1);
    assertThat(Entropy.nats(new double[] {.25, .75}))
        .isCloseTo(-.25 * Math.log(.25) - .75 * Math.log(.75), within(1e-15));
    assertThat(Entropy.nats(new int[3])).isZero();
    assertThatThrownBy(() -> Entropy.nats(new double[] {1, -1})).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> Entropy.nats(new double[] {Double.NaN})).hasMessageContaining("NaN");
  }

  @Test
  void wasserstein_is_the_area_between_the_distribution_functions() {
    assertThat(Wasserstein.distance(Fill.values('x', 5, 8), Fill.values('x', 3, 9)))
        .isCloseTo(.6073327229358255, within(1e-12));
    assertThat(Wasserstein.distance(new double[] {0, 1, 3}, new double[] {5, 6, 8})).isEqualTo(5);
    assertThat(Wasserstein.distance(new double[] {2, 2, 1}, new double[] {1, 2, 2})).isZero();
    assertThatThrownBy(() -> Wasserstein.distance(new double[0], new double[1]))
        .hasMessageContaining("without values");
    assertThatThrownBy(() -> Wasserstein.distance(new double[] {Double.NaN}, new double[1]))
        .hasMessageContaining("NaN");
  }

  @Test
  void wasserstein_of_samples_of_one_size_is_the_mean_difference_of_sorted_values() {
    double[] a = Fill.values('x', 50, 1);
    double[] b = Fill.values('x', 50, 2);
    double found = Wasserstein.distance(a, b);
    Arrays.sort(a);
    Arrays.sort(b);
    double sum = 0;
    for (int i = 0; i < 50; i++) {
      sum += Math.abs(a[i] - b[i]) / 50;
    }
    assertThat(found).isCloseTo(sum, within(1e-12)).isEqualTo(Wasserstein.distance(b, a));
  }
}
