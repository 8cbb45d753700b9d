package dev.hydrant.config.launch.report;

import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.SweepDirectory;
import dev.hydrant.config.launch.SweepGoal;
import dev.hydrant.config.write.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The end of a sweep on a terminal: its jobs as a table, the best first and marked, failures
 * explained.
 */
public final class ClosingTable {
  private static final int MOST_ROWS = 30;

  private ClosingTable() {}

  /**
   * Renders jobs.
   *
   * @param columns of the terminal, which no line of the table exceeds
   */
  public static String of(List<SweepDirectory.Job> jobs, SweepGoal goal, int columns) {
    SweepTable table = SweepTable.of(jobs);
    Optional<String> ranked = goal.ranking(table.metrics());
    List<SweepTable.Row> rows = Ranking.sort(table.rows(), ranked, goal);
    List<SweepTable.Row> shown = rows.subList(0, Math.min(rows.size(), MOST_ROWS));
    Optional<SweepTable.Row> best = rows.stream().findFirst().filter(r -> Ranking.has(r, ranked));
    List<FittedTable.Column> all = new ArrayList<>();
    all.add(
        FittedTable.Column.fixed(
            "job",
            cells(
                shown,
                r ->
                    "#" + r.status().number() + (best.filter(r::equals).isPresent() ? " *" : ""))));
    all.add(FittedTable.Column.fixed("state", cells(shown, r -> r.status().state().label())));
    for (String p : table.parameters()) {
      all.add(
          FittedTable.Column.parameter(
              Printable.line(table.head(p)),
              cells(shown, r -> Printable.line(r.values().getOrDefault(p, "")))));
    }
    for (String m : goal.shownOf(table.metrics())) {
      String unit = goal.unit(m).isEmpty() ? "" : " (" + goal.unit(m) + ")";
      all.add(
          FittedTable.Column.metric(
              Printable.line(table.metricHead(m)) + unit,
              cells(shown, r -> number(r.status().metrics().get(m))),
              ranked.filter(m::equals).isPresent()));
    }
    all.add(
        FittedTable.Column.metric(
            "time", cells(shown, r -> r.seconds() == null ? "" : time(r.seconds())), false));
    StringBuilder text = new StringBuilder(FittedTable.render(all, columns));
    if (shown.size() < rows.size()) {
      text.append("... and ").append(rows.size() - shown.size()).append(" more\n");
    }
    failures(rows, text);
    return text.append(counts(jobs)).append('\n').toString();
  }

  /** Jobs that failed in the same way share a line. */
  private static void failures(List<SweepTable.Row> rows, StringBuilder text) {
    Map<String, List<String>> failed = new LinkedHashMap<>();
    for (SweepTable.Row row : rows) {
      if (row.status().state() == JobState.FAILED) {
        failed
            .computeIfAbsent(String.valueOf(row.status().message()), m -> new ArrayList<>())
            .add("#" + row.status().number());
      }
    }
    failed.forEach(
        (message, jobs) ->
            text.append(String.join(", ", jobs))
                .append(" failed: ")
                .append(Printable.text(message).replace("\n", "\n    "))
                .append("\n"));
  }

  /** How many jobs there are in each state, such as {@code 3 done, 1 failed}. */
  public static String counts(List<SweepDirectory.Job> jobs) {
    Map<JobState, Long> all =
        jobs.stream()
            .collect(
                Collectors.groupingBy(
                    j -> j.status().state(), TreeMap::new, Collectors.counting()));
    return all.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey().label())
        .collect(Collectors.joining(", "));
  }

  private static List<String> cells(
      List<SweepTable.Row> rows, Function<SweepTable.Row, String> cell) {
    return rows.stream().map(cell).toList();
  }

  private static String number(Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.5g", value);
  }

  private static String time(double seconds) {
    long s = Math.round(seconds);
    return seconds < 10
        ? String.format(Locale.ROOT, "%.1fs", seconds)
        : s < 3600
            ? "%d:%02d".formatted(s / 60, s % 60)
            : "%dh%02d".formatted(s / 3600, s / 60 % 60);
  }
}
