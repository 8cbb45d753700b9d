package dev.hydrant.trainer.mixture.evaluate;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.mixture.data.PointSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The numbers of a validation beside its losses: mean over the sets, each compared with its own
 * baselines.
 */
public final class ValidationSummary {
  private final List<PointSet> sets;
  private final List<Reference> references;
  private final Baselines baselines;

  /**
   * @param references of the sets, in their order
   */
  public ValidationSummary(List<PointSet> sets, List<Reference> references, Baselines baselines) {
    this.sets = sets;
    this.references = references;
    this.baselines = baselines;
  }

  /**
   * Judges predictions.
   *
   * @param predictions of each set, {@code [N, d]}
   * @param metrics to be measured beside the mean squared error
   * @return {@code mse}, {@code identity}, {@code bayes}, {@code excess} and so on
   */
  public Map<String, Double> of(List<Matrix> predictions, List<SetMetric> metrics) {
    double[] mse =
        IntStream.range(0, sets.size())
            .mapToDouble(i -> Score.mse(sets.get(i), predictions.get(i)))
            .toArray();
    double mean = mean(i -> mse[i]);
    double identity = mean(i -> references.get(i).identity());
    double bayes = mean(i -> references.get(i).bayes());
    Map<String, Double> out = new LinkedHashMap<>();
    out.put("mse", mean);
    out.put("identity", identity);
    out.put("identity_ratio", mean / identity);
    out.put("bayes", bayes);
    out.put("excess", (mean - bayes) / (identity - bayes));
    compare(out, "kmeans", mse, Reference::kMeans);
    compare(out, "em", mse, Reference::em);
    for (SetMetric metric : metrics) {
      double[] values =
          IntStream.range(0, sets.size())
              .parallel()
              .mapToDouble(i -> metric.of(sets.get(i), predictions.get(i), baselines))
              .toArray();
      out.put(metric.key(), mean(i -> values[i]));
    }
    return out;
  }

  private void compare(
      Map<String, Double> out,
      String name,
      double[] mse,
      Function<Reference, Optional<Score>> baseline) {
    if (baseline.apply(references.get(0)).isEmpty()) {
      return;
    }
    double mean = mean(i -> baseline.apply(references.get(i)).orElseThrow().mse());
    out.put(name, mean);
    out.put(name + "_ratio", mean(i -> mse[i]) / mean);
    out.put(
        "better_than_" + name,
        mean(i -> mse[i] < baseline.apply(references.get(i)).orElseThrow().mse() ? 1 : 0));
  }

  private double mean(java.util.function.IntToDoubleFunction value) {
    return IntStream.range(0, sets.size()).mapToDouble(value).average().orElseThrow();
  }
}
