package dev.hydrant.config.launch.report;

import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.SweepDirectory;
import dev.hydrant.config.write.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The end of a sweep on a terminal: its jobs as a table, the best marked, failures explained. */
public final class ClosingTable {
  private static final int MOST_ROWS = 30;
  private static final int WIDEST = 40;

  private ClosingTable() {}

  /**
   * Renders jobs.
   *
   * @param metric what "best" refers to; null for the first metric of all
   */
  public static String of(List<SweepDirectory.Job> jobs, boolean maximize, String metric) {
    SweepTable table = SweepTable.of(jobs);
    String ranked = metric != null || table.metrics().isEmpty() ? metric : table.metrics().get(0);
    Optional<SweepTable.Row> best = best(table.rows(), maximize, ranked);
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("job", "state"));
    table.parameters().forEach(p -> header.add(Printable.line(table.head(p))));
    table.metrics().forEach(m -> header.add(Printable.line(table.metricHead(m))));
    header.add("time");
    lines.add(header);
    List<SweepTable.Row> shown = shown(table.rows(), maximize, ranked);
    for (SweepTable.Row row : shown) {
      List<String> line = new ArrayList<>();
      line.add("#" + row.status().number() + (best.filter(row::equals).isPresent() ? " *" : ""));
      line.add(row.status().state().label());
      table
          .parameters()
          .forEach(p -> line.add(cut(Printable.line(row.values().getOrDefault(p, "")))));
      for (String m : table.metrics()) {
        Double value = row.status().metrics().get(m);
        line.add(value == null ? "" : String.format(Locale.ROOT, "%.6g", value));
      }
      line.add(row.seconds() == null ? "" : time(row.seconds()));
      lines.add(line);
    }
    StringBuilder text = new StringBuilder();
    render(text, lines);
    if (shown.size() < table.rows().size()) {
      text.append("... and ").append(table.rows().size() - shown.size()).append(" more\n");
    }
    for (SweepTable.Row row : shown) {
      if (row.status().state() == JobState.FAILED) {
        text.append("#").append(row.status().number()).append(" failed: ");
        text.append(Printable.text(row.status().message())).append("\n");
      }
    }
    text.append(counts(jobs)).append('\n');
    return text.toString();
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

  private static Optional<SweepTable.Row> best(
      List<SweepTable.Row> rows, boolean maximize, String metric) {
    return rows.stream()
        .filter(r -> metric != null && finite(r.status().metrics().get(metric)))
        .min(order(maximize, metric));
  }

  private static boolean finite(Double value) {
    return value != null && !value.isNaN();
  }

  private static Comparator<SweepTable.Row> order(boolean maximize, String metric) {
    return Comparator.comparingDouble(
        r -> {
          Double value = r.status().metrics().get(metric);
          return !finite(value) ? Double.POSITIVE_INFINITY : maximize ? -value : value;
        });
  }

  /** All rows by number; of too many, the failed ones and the best. */
  private static List<SweepTable.Row> shown(
      List<SweepTable.Row> rows, boolean maximize, String metric) {
    if (rows.size() <= MOST_ROWS) {
      return rows;
    }
    Comparator<SweepTable.Row> failedFirst =
        Comparator.comparing(r -> r.status().state() != JobState.FAILED);
    return rows.stream()
        .sorted(metric == null ? failedFirst : failedFirst.thenComparing(order(maximize, metric)))
        .limit(MOST_ROWS)
        .toList();
  }

  private static String cut(String text) {
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 3) + "...";
  }

  private static String time(double seconds) {
    long s = Math.round(seconds);
    return seconds < 10
        ? String.format(Locale.ROOT, "%.1fs", seconds)
        : s < 3600
            ? "%d:%02d".formatted(s / 60, s % 60)
            : "%dh%02d".formatted(s / 3600, s / 60 % 60);
  }

  private static void render(StringBuilder text, List<List<String>> lines) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        row.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
  }
}
