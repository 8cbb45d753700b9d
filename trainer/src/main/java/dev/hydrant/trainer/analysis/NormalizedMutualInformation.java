package dev.hydrant.trainer.analysis;

/**
 * Mutual information of two partitions over the mean of their entropies, as scikit-learn's {@code
 * normalized_mutual_info_score}: 1 when they are the same up to names, 0 when independent.
 */
public final class NormalizedMutualInformation {
  private NormalizedMutualInformation() {}

  /** The value for two labellings; 1 if both are a single cluster. */
  public static double of(int[] first, int[] second) {
    Contingency table = Contingency.of(first, second);
    double entropies = Entropy.nats(table.rows()) + Entropy.nats(table.columns());
    if (entropies == 0) {
      return 1;
    }
    double n = table.items();
    double information = 0;
    for (int a = 0; a < table.rows().length; a++) {
      for (int b = 0; b < table.columns().length; b++) {
        double joint = table.counts()[a][b];
        if (joint > 0) {
          information +=
              joint / n * Math.log(joint * n / ((double) table.rows()[a] * table.columns()[b]));
        }
      }
    }
    return Math.min(1, Math.max(0, 2 * information / entropies));
  }
}
