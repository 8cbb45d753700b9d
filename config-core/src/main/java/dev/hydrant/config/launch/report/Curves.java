package dev.hydrant.config.launch.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a job logged over its steps, read from its {@code metrics.jsonl} and thinned out. */
final class Curves {
  private static final int MOST_POINTS = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Curves() {}

  /**
   * One metric's points: {@code [step, value]} pairs in the order they were logged.
   *
   * @param wanted the metrics that are read
   */
  static Map<String, List<double[]>> read(Path jobDirectory, Predicate<String> wanted) {
    Map<String, List<double[]>> curves = new LinkedHashMap<>();
    Path file = jobDirectory.resolve("metrics.jsonl");
    if (!Files.isReadable(file)) {
      return curves;
    }
    try (var lines = Files.lines(file)) {
      lines.forEach(line -> add(line, wanted, curves));
    } catch (IOException | UncheckedIOException e) {
      return curves; // a job may be writing it just now: what was read is shown
    }
    curves.replaceAll((name, points) -> thin(points));
    return curves;
  }

  private static void add(
      String line, Predicate<String> wanted, Map<String, List<double[]>> curves) {
    JsonNode row;
    try {
      row = JSON.readTree(line);
    } catch (JacksonException e) {
      return; // the last line of a killed job may be cut
    }
    if (row == null || !row.path("step").isNumber()) {
      return;
    }
    double step = row.path("step").doubleValue();
    row.fields()
        .forEachRemaining(
            e -> {
              if (e.getValue().isNumber() && wanted.test(e.getKey())) {
                curves
                    .computeIfAbsent(e.getKey(), k -> new ArrayList<>())
                    .add(new double[] {step, e.getValue().doubleValue()});
              }
            });
  }

  private static List<double[]> thin(List<double[]> points) {
    if (points.size() <= MOST_POINTS) {
      return points;
    }
    List<double[]> thinned = new ArrayList<>(MOST_POINTS);
    for (int i = 0; i < MOST_POINTS; i++) {
      thinned.add(points.get((int) ((long) i * (points.size() - 1) / (MOST_POINTS - 1))));
    }
    return thinned;
  }
}
