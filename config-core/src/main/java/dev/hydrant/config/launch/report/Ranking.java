package dev.hydrant.config.launch.report;

import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.SweepGoal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The order of jobs in a table: the best first, then those without a number, the failed last. */
final class Ranking {
  private Ranking() {}

  static List<SweepTable.Row> sort(
      List<SweepTable.Row> rows, Optional<String> metric, SweepGoal goal) {
    Comparator<SweepTable.Row> failedLast =
        Comparator.comparing(r -> r.status().state() == JobState.FAILED);
    return rows.stream()
        .sorted(
            failedLast.thenComparingDouble(
                r ->
                    !has(r, metric)
                        ? Double.POSITIVE_INFINITY
                        : goal.signed(r.status().metrics().get(metric.get()))))
        .toList();
  }

  /** Whether a job has a number to be ranked by. */
  static boolean has(SweepTable.Row row, Optional<String> metric) {
    Double value = metric.map(row.status().metrics()::get).orElse(null);
    return value != null && !value.isNaN();
  }
}
