package dev.hydrant.config.launch.report;

import dev.hydrant.config.launch.JobStatus;
import dev.hydrant.config.launch.SweepDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sweep as rows and columns: a row per job, a column per swept parameter and per metric.
 *
 * @param parameters keys that differ between jobs or are set in some only, as written
 * @param metrics names of all metrics that any job returned
 */
record SweepTable(List<String> parameters, List<String> metrics, List<Row> rows) {

  /** One job: its parameters' values as written. */
  record Row(JobStatus status, Path directory, Map<String, String> values) {
    Double seconds() {
      return status.started() == null || status.ended() == null
          ? null
          : Duration.between(status.started(), status.ended()).toMillis() / 1e3;
    }
  }

  /** The names of columns that every table has. */
  private static final Set<String> OWN = Set.of("job", "state", "seconds", "directory", "message");

  /** The head of a parameter's column: its key, unless another column is called so. */
  String head(String parameter) {
    return OWN.contains(parameter) ? "param." + parameter : parameter;
  }

  /** The head of a metric's column: its name, unless a parameter or another column is called so. */
  String metricHead(String metric) {
    boolean taken = OWN.contains(metric) || parameters.contains(metric);
    return taken ? "metric." + metric : metric;
  }

  static SweepTable of(List<SweepDirectory.Job> jobs) {
    Set<String> metrics = new LinkedHashSet<>();
    Map<String, Set<String>> seen = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    for (SweepDirectory.Job job : jobs) {
      Map<String, String> values = new LinkedHashMap<>();
      for (String override : job.status().overrides()) {
        int equals = override.indexOf('=');
        String key =
            (equals < 0 ? override : override.substring(0, equals)).replaceFirst("^\\++", "");
        values.put(key, equals < 0 ? "" : override.substring(equals + 1));
      }
      metrics.addAll(job.status().metrics().keySet());
      rows.add(new Row(job.status(), job.directory().path(), values));
    }
    rows.stream()
        .flatMap(r -> r.values().keySet().stream())
        .forEach(k -> seen.put(k, new LinkedHashSet<>()));
    rows.forEach(r -> seen.forEach((k, v) -> v.add(String.valueOf(r.values().get(k)))));
    List<String> parameters =
        seen.keySet().stream().filter(k -> rows.size() < 2 || seen.get(k).size() > 1).toList();
    return new SweepTable(parameters, List.copyOf(metrics), List.copyOf(rows));
  }
}
