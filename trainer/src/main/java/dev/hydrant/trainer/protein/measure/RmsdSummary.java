package dev.hydrant.trainer.protein.measure;

import dev.hydrant.trainer.analysis.Quantiles;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The errors of many reconstructions, one for each protein.
 *
 * @param mean in Å
 * @param median in Å
 * @param worst in Å
 * @param below1 share of proteins below 1 Å
 * @param below2 share of proteins below 2 Å
 */
public record RmsdSummary(double mean, double median, double worst, double below1, double below2) {
  /**
   * Summarises.
   *
   * @param rmsds in Å
   * @throws IllegalArgumentException if there are none, or one is NaN
   */
  public static RmsdSummary of(double[] rmsds) {
    Quantiles quantiles = Quantiles.of(rmsds);
    return new RmsdSummary(
        Arrays.stream(rmsds).average().orElseThrow(),
        quantiles.median(),
        quantiles.at(1),
        share(rmsds, 1),
        share(rmsds, 2));
  }

  private static double share(double[] rmsds, double limit) {
    return (double) Arrays.stream(rmsds).filter(r -> r < limit).count() / rmsds.length;
  }

  /** The numbers by the names of metrics. */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rmsd", mean);
    metrics.put("rmsd_median", median);
    metrics.put("rmsd_below_1", below1);
    metrics.put("rmsd_below_2", below2);
    return metrics;
  }
}
