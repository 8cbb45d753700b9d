package dev.hydrant.trainer.data.dataset;

import dev.hydrant.trainer.data.DataException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns shares into numbers of items. */
final class SplitShares {
  /** Shares such as 0.7 have no exact form in binary. */
  private static final double EXACT = 1e-9;

  private SplitShares() {}

  static Map<String, Long> counts(long size, Map<String, Double> fractions) {
    double sum = 0;
    for (Map.Entry<String, Double> f : fractions.entrySet()) {
      if (!(f.getValue() > 0 && f.getValue() <= 1)) {
        throw new DataException(
            "The share of %s must be above 0 and at most 1, got %s"
                .formatted(f.getKey(), f.getValue()));
      }
      sum += f.getValue();
    }
    if (sum > 1 + EXACT) {
      throw new DataException(
          "The shares of the split %s sum to %.6g.\nLower them: together they may be 1 at most"
              .formatted(fractions, sum));
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    fractions.forEach((name, f) -> counts.put(name, (long) Math.floor(f * size + EXACT)));
    if (sum > 1 - EXACT) {
      long left = size - counts.values().stream().mapToLong(Long::longValue).sum();
      for (Map.Entry<String, Long> part : counts.entrySet()) {
        if (left-- > 0) {
          part.setValue(part.getValue() + 1);
        }
      }
    }
    return counts;
  }
}
