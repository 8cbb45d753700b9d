package dev.hydrant.trainer.vqvae.prepare;

import dev.hydrant.trainer.analysis.Correlation;
import dev.hydrant.trainer.analysis.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much the two most similar categories tell the same: the correlation of their centroids over
 * the rows. A centroid is the mean of a category's standardised features, each turned to the sign
 * of the first, so that opposites do not cancel.
 *
 * @param correlation the largest |ρ| between two of them
 */
public record CentroidSimilarity(String first, String second, double correlation) {

  /**
   * Compares all pairs; empty for a single category.
   *
   * @param rows {@code [N, D]}
   * @param categories places of their features
   */
  public static Optional<CentroidSimilarity> of(Matrix rows, Map<String, int[]> categories) {
    List<String> names = new ArrayList<>(categories.keySet());
    List<double[]> centroids = names.stream().map(n -> centroid(rows, categories.get(n))).toList();
    CentroidSimilarity most = null;
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        double rho = Math.abs(Correlation.pearson(centroids.get(a), centroids.get(b)));
        if (most == null || rho > most.correlation()) {
          most = new CentroidSimilarity(names.get(a), names.get(b), rho);
        }
      }
    }
    return Optional.ofNullable(most);
  }

  private static double[] centroid(Matrix rows, int[] features) {
    double[] first = rows.column(features[0]);
    double[] centroid = new double[rows.rows()];
    for (int feature : features) {
      double[] column = rows.column(feature);
      Columns.Moments m = Columns.Moments.of(column);
      double sign = Correlation.pearson(first, column) < 0 ? -1 : 1;
      for (int i = 0; i < centroid.length; i++) {
        centroid[i] += sign * (column[i] - m.mean()) / m.deviation() / features.length;
      }
    }
    return centroid;
  }
}
