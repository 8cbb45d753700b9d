package dev.hydrant.trainer.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Averages the numbers of micro-batches into a report. */
final class Reports {
  private Reports() {}

  /**
   * The means of rows with the same names.
   *
   * @param norm of the gradient; NaN where there is none
   */
  static StepReport of(List<GradientStep.Row> rows, double norm) {
    List<String> names = rows.get(0).names();
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      metrics.put(names.get(i), mean(rows, i + 1));
    }
    return new StepReport(mean(rows, 0), norm, metrics, rows.get(0).gathered());
  }

  static double mean(List<GradientStep.Row> rows, int i) {
    double mean = 0;
    for (GradientStep.Row row : rows) {
      mean += row.values()[i] / rows.size();
    }
    return mean;
  }
}
