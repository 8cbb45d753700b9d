package dev.hydrant.trainer.protein.measure;

import dev.hydrant.trainer.analysis.Entropy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a codebook is used.
 *
 * @param codes number of codes
 * @param distinct how many of them occur
 * @param perplexity e^entropy: so many codes, all used alike, would tell as much
 */
public record CodeUse(int codes, int distinct, double perplexity) {
  /**
   * From counts.
   *
   * @param counts {@code [codes]} how often each occurs
   */
  public static CodeUse of(double[] counts) {
    int distinct = (int) Arrays.stream(counts).filter(c -> c > 0).count();
    return new CodeUse(counts.length, distinct, distinct == 0 ? 0 : Entropy.perplexity(counts));
  }

  /** The share of the codes that occur. */
  public double share() {
    return (double) distinct / codes;
  }

  /** The numbers by the names of metrics. */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("codes", (double) distinct);
    metrics.put("code_use", share());
    metrics.put("code_perplexity", perplexity);
    return metrics;
  }

  /**
   * How often each level of each dimension occurs: code = Σ level · Π levels before it.
   *
   * @param counts {@code [Π levels]}
   * @return for each dimension {@code [level]}
   * @throws IllegalArgumentException if there are not as many counts as codes
   */
  public static List<double[]> byLevel(double[] counts, List<Integer> levels) {
    int product = levels.stream().reduce(1, (a, b) -> a * b);
    if (counts.length != product) {
      throw new IllegalArgumentException(
          counts.length + " counts for " + levels + ", which have " + product + " codes");
    }
    List<double[]> uses = levels.stream().map(double[]::new).toList();
    for (int code = 0; code < counts.length; code++) {
      int rest = code;
      for (int d = 0; d < levels.size(); d++) {
        uses.get(d)[rest % levels.get(d)] += counts[code];
        rest /= levels.get(d);
      }
    }
    return uses;
  }
}
