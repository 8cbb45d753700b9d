package dev.hydrant.trainer.mixture.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.mixture.data.PointSet;
import dev.hydrant.trainer.mixture.data.SetGenerator;
import dev.hydrant.trainer.mixture.distribution.Distribution;
import dev.hydrant.trainer.mixture.distribution.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** M5 and M6: baselines, scores, cells. */
class BaselinesTest {
  private static final Baselines BASELINES = new Baselines(1);

  private static SetGenerator generator(String k, String snr, int n) {
    return new SetGenerator(
        2,
        Quantity.CLUSTERS.parse(k),
        Quantity.SNR.parse(snr),
        new Distribution.Fixed(n),
        1,
        true,
        7);
  }

  private static List<PointSet> sets(String k, String snr, int n, int batches) {
    List<PointSet> sets = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      sets.addAll(generator(k, snr, n).batch("test", i, 1));
    }
    return sets;
  }

  /**
   * The anchors were measured on 40 sets; means of other sets may differ by three standard errors
   * of both.
   */
  @ParameterizedTest
  @CsvSource({"few, easy, 250, .0354, .0003", "moderate, moderate, 600, .1250, .0160"})
  void meansAreThoseOfTheAnchors(String k, String snr, int n, double identity, double bayes) {
    List<PointSet> sets = sets(k, snr, n, 150);
    assertWithin(sets.stream().mapToDouble(s -> BASELINES.identity(s).mse()).toArray(), identity);
    assertWithin(sets.stream().mapToDouble(s -> BASELINES.bayes(s).mse()).toArray(), bayes);
  }

  private static void assertWithin(double[] values, double expected) {
    Spread s = Spread.of(values);
    double error = s.deviation() * Math.sqrt(1.0 / values.length + 1.0 / 40);
    assertThat(s.mean()).isCloseTo(expected, within(3 * error));
  }

  /** In the mean: Bayes ≤ EM ≤ k-means ≤ the points as they are. */
  @Test
  void methodsAreInTheirOrder() {
    List<PointSet> sets = sets("moderate", "moderate", 400, 40);
    List<Reference> found = Reference.of(sets, new Reference.Wanted(true, true), BASELINES);
    double identity = found.stream().mapToDouble(Reference::identity).average().orElseThrow();
    double bayes = found.stream().mapToDouble(Reference::bayes).average().orElseThrow();
    double em = found.stream().mapToDouble(r -> r.em().orElseThrow().mse()).average().orElseThrow();
    double kMeans =
        found.stream().mapToDouble(r -> r.kMeans().orElseThrow().mse()).average().orElseThrow();
    assertThat(List.of(bayes, em, kMeans, identity)).isSorted();
  }

  /** The identity costs d·σ². */
  @Test
  void thePointsAsTheyAreCostTheNoise() {
    PointSet set = sets("few", "difficult", 20000, 1).get(0);
    assertThat(BASELINES.identity(set).mse())
        .isCloseTo(2 * set.noise() * set.noise(), within(.05 * 2 * set.noise() * set.noise()));
  }

  @Test
  void kMeansFindsTheCentresWhereThereIsLittleNoise() {
    PointSet set =
        generator("few", "easy", 400)
            .with(
                new Distribution.Fixed(2), new Distribution.Fixed(20), new Distribution.Fixed(400))
            .batch("test", 3, 1)
            .get(0);
    Score score = BASELINES.kMeans(set);
    assertThat(score.mse()).isLessThan(.05 * BASELINES.identity(set).mse());
    assertThat(score.wasserstein()).isLessThan(.05 * BASELINES.identity(set).mse());
  }

  /** M6: on random answers, too. */
  @Test
  void theWassersteinDistanceIsAtMostTheSquaredError() {
    SplittableRandom random = new SplittableRandom(3);
    for (PointSet set : sets("moderate", "moderate", 120, 6)) {
      double[] values = new double[set.size() * 2];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextGaussian();
      }
      Score score = Score.ofPoints(set, Matrix.of(values, set.size(), 2));
      assertThat(score.wasserstein()).isLessThanOrEqualTo(score.mse());
      assertThat(Score.ofPoints(set, set.targets()).wasserstein()).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void aCellComparesMethodsOnTheSameSets() {
    Evaluator identity =
        new Evaluator(
            generator("few", "easy", 80),
            sets -> sets.stream().map(PointSet::points).toList(),
            BASELINES,
            10,
            true);
    Cell cell = identity.of(10, Optional.of(3), Optional.empty());
    assertThat(cell.excess()).isCloseTo(1, within(1e-12));
    assertThat(cell.model().mse()).isEqualTo(cell.identity());
    assertThat(cell.ofPredictions()).isEqualTo(cell.kMeans());
    assertThat(cell.em()).isPresent();
    assertThat(identity.of(10, Optional.of(3), Optional.empty())).isEqualTo(cell);
    Evaluator bayes =
        new Evaluator(
            generator("few", "easy", 80),
            sets -> sets.stream().map(s -> s.mixture().posteriorMeans(s.points())).toList(),
            BASELINES,
            10,
            false);
    assertThat(bayes.of(10, Optional.of(3), Optional.empty()).excess()).isCloseTo(0, within(1e-12));
    assertThat(CellTable.csv(List.of(cell))).startsWith("snr_db,k,n,sets").contains("10.0,3,0,10,");
    assertThat(CellTable.text(List.of(cell))).contains("1.000");
  }

  @Test
  void metricsOfPerfectPredictionsAreBest() {
    PointSet set = sets("few", "easy", 200, 1).get(0);
    for (SetMetric metric : List.of(SetMetric.NMI, SetMetric.ARI, SetMetric.ASSIGNMENT_ACCURACY)) {
      assertThat(metric.of(set, set.targets(), BASELINES))
          .as(metric.key())
          .isCloseTo(1, within(1e-9));
    }
    assertThat(SetMetric.ENERGY.of(set, set.targets(), BASELINES)).isCloseTo(0, within(1e-9));
    assertThat(SetMetric.LOG_LIKELIHOOD.of(set, set.targets(), BASELINES)).isFinite();
  }
}
