package dev.hydrant.trainer.mixture.evaluate;

import dev.hydrant.trainer.analysis.Clustering;
import dev.hydrant.trainer.analysis.GaussianMixture;
import dev.hydrant.trainer.analysis.GaussianMixtureEm;
import dev.hydrant.trainer.analysis.KMeans;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.mixture.data.PointSet;
import java.util.Arrays;

/**
 * What other methods make of a set. Those that need the number of components get that of the
 * generator, even if some have no point.
 *
 * @param seed of the starts of k-means
 */
public record Baselines(long seed) {
  /** The points as they are: what doing nothing gives. */
  public Score identity(PointSet set) {
    return new Score(Score.mse(set, set.points()), Double.NaN);
  }

  /**
   * The posterior mean of each point's centre under the mixture it was drawn from: no method can do
   * better on average.
   */
  public Score bayes(PointSet set) {
    return new Score(Score.mse(set, set.mixture().posteriorMeans(set.points())), Double.NaN);
  }

  /** k-means with ten starts of k-means++. */
  public Score kMeans(PointSet set) {
    return ofClustering(set, cluster(set.points(), set.components()));
  }

  /** Expectation maximisation with one shared spherical variance, from k-means. */
  public Score em(PointSet set) {
    GaussianMixture found =
        new GaussianMixtureEm(
                Math.min(set.components(), set.size()),
                GaussianMixtureEm.Shape.SHARED_SPHERICAL,
                seed)
            .fit(set.points())
            .mixture();
    return Score.ofCentres(set, found.means(), found.weights(), found.posteriorMeans(set.points()));
  }

  /** The centres that k-means finds among predictions {@code [N, d]}. */
  public Score kMeansOf(PointSet set, Matrix predictions) {
    return ofClustering(set, cluster(predictions, set.components()));
  }

  /** k-means of rows; of fewer rows than clusters each is one. */
  public Clustering cluster(Matrix rows, int clusters) {
    return new KMeans(Math.min(clusters, rows.rows()), seed).fit(rows);
  }

  private static Score ofClustering(PointSet set, Clustering found) {
    double[] weights =
        Arrays.stream(found.counts()).mapToDouble(c -> (double) c / set.size()).toArray();
    return Score.ofCentres(set, found.centres(), weights, perPoint(found));
  }

  /** The centre of each point, {@code [N, d]}. */
  static Matrix perPoint(Clustering found) {
    int d = found.centres().columns();
    double[] values = new double[found.labels().length * d];
    for (int i = 0; i < found.labels().length; i++) {
      System.arraycopy(found.centres().row(found.labels()[i]), 0, values, i * d, d);
    }
    return Matrix.of(values, found.labels().length, d);
  }
}
