package dev.hydrant.trainer.mixture.evaluate;

import dev.hydrant.trainer.analysis.AdjustedRand;
import dev.hydrant.trainer.analysis.Clustering;
import dev.hydrant.trainer.analysis.DifferentialEntropy;
import dev.hydrant.trainer.analysis.GaussianMixture;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.NormalizedMutualInformation;
import dev.hydrant.trainer.mixture.data.PointSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** A number that tells how good predictions {@code [N, d]} of a set are. */
public enum SetMetric {
  /** The squared 2-Wasserstein distance to the centres. */
  WASSERSTEIN {
    @Override
    double of(PointSet set, Matrix predictions, Baselines baselines) {
      return Score.ofPoints(set, predictions).wasserstein();
    }
  },
  /** The energy distance to the centres. */
  ENERGY {
    @Override
    double of(PointSet set, Matrix predictions, Baselines baselines) {
      return EnergyDistance.of(set, predictions);
    }
  },
  /** The part of the points whose prediction is nearest to their own centre. */
  ASSIGNMENT_ACCURACY {
    @Override
    double of(PointSet set, Matrix predictions, Baselines baselines) {
      int[] found = Clustering.nearest(predictions, set.centres());
      double right = 0;
      for (int i = 0; i < found.length; i++) {
        right += found[i] == set.labels()[i] ? 1 : 0;
      }
      return right / found.length;
    }
  },
  /** Normalised mutual information of nearest centres and components. */
  NMI {
    @Override
    double of(PointSet set, Matrix predictions, Baselines baselines) {
      return NormalizedMutualInformation.of(
          Clustering.nearest(predictions, set.centres()), set.labels());
    }
  },
  /** Adjusted Rand index of nearest centres and components. */
  ARI {
    @Override
    double of(PointSet set, Matrix predictions, Baselines baselines) {
      return AdjustedRand.index(Clustering.nearest(predictions, set.centres()), set.labels());
    }
  },
  /**
   * The differential entropy of the predictions, in nats: the lower, the closer they lie together.
   * Of at most 512 points, which are in no order.
   */
  ENTROPY {
    @Override
    double of(PointSet set, Matrix predictions, Baselines baselines) {
      int n = Math.min(MOST_NEIGHBOURS, predictions.rows());
      if (n < 2) {
        return Double.NaN;
      }
      Matrix some =
          Matrix.of(IntStream.range(0, n).mapToObj(predictions::row).toArray(double[][]::new));
      return DifferentialEntropy.nats(some, Math.min(NEIGHBOURS, n - 1), LEAST_DISTANCE);
    }
  },
  /**
   * Mean log-likelihood of the points, in nats, under the spherical mixture whose centres are the
   * k-means of the predictions.
   */
  LOG_LIKELIHOOD {
    @Override
    double of(PointSet set, Matrix predictions, Baselines baselines) {
      return mixture(set.points(), baselines.cluster(predictions, set.components()))
          .meanLogLikelihood(set.points());
    }
  };

  private static final double LEAST_VARIANCE = 1e-9;
  private static final double LEAST_DISTANCE = 1e-9;
  private static final int NEIGHBOURS = 5;
  private static final int MOST_NEIGHBOURS = 512;

  abstract double of(PointSet set, Matrix predictions, Baselines baselines);

  /** As in a configuration. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The spherical mixture of points that were shared out to centres. */
  public static GaussianMixture mixture(Matrix points, Clustering found) {
    double sum = 0;
    for (int i = 0; i < points.rows(); i++) {
      for (int j = 0; j < points.columns(); j++) {
        double e = points.get(i, j) - found.centres().get(found.labels()[i], j);
        sum += e * e;
      }
    }
    double variance = sum / ((double) points.rows() * points.columns());
    double[] weights =
        Arrays.stream(found.counts()).mapToDouble(c -> (double) c / points.rows()).toArray();
    return GaussianMixture.spherical(weights, found.centres(), Math.max(LEAST_VARIANCE, variance));
  }
}
