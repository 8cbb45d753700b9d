package dev.hydrant.trainer.analysis;

/**
 * Points shared out to the nearest of k centres.
 *
 * @param centres {@code [k, d]}
 * @param labels the centre of each point
 * @param counts points per centre; 0 if there are fewer different points than centres, or the
 *     iterations ran out before an empty one was moved
 * @param inertia sum over the points of the squared distance to their centre
 * @param iterations how often the centres were moved
 */
public record Clustering(
    Matrix centres, int[] labels, int[] counts, double inertia, int iterations) {

  /** The centre nearest to each row of {@code points [n, d]}; of equally near ones the first. */
  public static int[] nearest(Matrix points, Matrix centres) {
    int[] labels = new int[points.rows()];
    assign(points, centres, labels, new double[labels.length]);
    return labels;
  }

  /** Writes the nearest centre of each point and the squared distance to it. */
  static void assign(Matrix points, Matrix centres, int[] labels, double[] squared) {
    int d = points.columns();
    int k = centres.rows();
    double[] x = points.values();
    double[] c = centres.values();
    Rows.each(
        labels.length,
        (long) k * d,
        i -> {
          double best = Double.POSITIVE_INFINITY;
          for (int j = 0; j < k; j++) {
            double distance = PairwiseDistances.squared(x, i * d, c, j * d, d);
            if (distance < best) {
              best = distance;
              labels[i] = j;
            }
          }
          squared[i] = best;
        });
  }
}
