package dev.hydrant.trainer.mixture.evaluate;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.mixture.data.PointSet;
import java.util.Arrays;

/** The energy distance between predictions and the centres of a set, over all pairs. */
final class EnergyDistance {
  private EnergyDistance() {}

  static double of(PointSet set, Matrix predictions) {
    double[] shares = new double[set.size()];
    Arrays.fill(shares, 1.0 / set.size());
    double[] masses =
        Arrays.stream(set.counts()).mapToDouble(c -> (double) c / set.size()).toArray();
    return 2 * mean(predictions, shares, set.centres(), masses)
        - mean(predictions, shares, predictions, shares)
        - mean(set.centres(), masses, set.centres(), masses);
  }

  private static double mean(Matrix a, double[] ofA, Matrix b, double[] ofB) {
    double sum = 0;
    for (int i = 0; i < a.rows(); i++) {
      for (int k = 0; k < b.rows(); k++) {
        double square = 0;
        for (int j = 0; j < a.columns(); j++) {
          double e = a.get(i, j) - b.get(k, j);
          square += e * e;
        }
        sum += ofA[i] * ofB[k] * Math.sqrt(square);
      }
    }
    return sum;
  }
}
