package dev.hydrant.trainer.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Averages the numbers of micro-batches into a report. */
final class Reports {
  private Reports() {}

  /**
   * @param names of the metrics; each row is loss, then metrics
   */
  static StepReport of(List<String> names, List<double[]> rows, double norm) {
    double[] mean = new double[names.size() + 1];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.size();
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      metrics.put(names.get(i), mean[i + 1]);
    }
    return new StepReport(mean[0], norm, metrics);
  }
}
