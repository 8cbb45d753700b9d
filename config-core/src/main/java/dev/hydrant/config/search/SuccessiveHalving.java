package dev.hydrant.config.search;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * Asynchronous successive halving (Li et al.: A System for Massively Parallel Hyperparameter
 * Tuning, MLSys 2020, algorithm 2), as a stopping rule.
 *
 * <p>Rungs are at {@code minSteps · reduction^k} steps. A job that reaches a rung goes on only if
 * its loss there is within the best {@code 1/reduction} of all losses reported at that rung so far;
 * the first few to arrive, with too little to compare with, go on.
 *
 * @param minSteps steps before the first rung, at least 1
 * @param reduction the share that survives is its inverse, at least 2
 */
public record SuccessiveHalving(long minSteps, int reduction) {
  public SuccessiveHalving {
    if (minSteps < 1 || reduction < 2) {
      throw new IllegalArgumentException("needs min_steps >= 1 and reduction >= 2");
    }
  }

  /**
   * Decides whether a job should stop.
   *
   * @param own the job's reports, loss by step
   * @param others the reports of all other jobs, finished and stopped ones included
   */
  public boolean shouldStop(
      NavigableMap<Long, Double> own, List<NavigableMap<Long, Double>> others) {
    for (long rung = minSteps; !own.tailMap(rung, true).isEmpty(); rung *= reduction) {
      double reached = own.ceilingEntry(rung).getValue();
      if (Double.isNaN(reached)) {
        return true;
      }
      List<Double> losses = new ArrayList<>();
      losses.add(reached);
      for (NavigableMap<Long, Double> other : others) {
        var entry = other.ceilingEntry(rung);
        if (entry != null && !Double.isNaN(entry.getValue())) {
          losses.add(entry.getValue());
        }
      }
      losses.sort(null);
      int survivors = losses.size() / reduction;
      if (survivors >= 1 && reached > losses.get(survivors - 1)) {
        return true;
      }
      if (rung > Long.MAX_VALUE / reduction) {
        return false;
      }
    }
    return false;
  }
}
