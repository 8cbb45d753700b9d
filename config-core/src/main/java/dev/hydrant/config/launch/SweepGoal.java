package dev.hydrant.config.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the jobs of a sweep are compared by, and which of their metrics tables show. It lies in the
 * sweep's directory as {@code goal.json}, for those who look at the sweep later.
 *
 * @param metric its name; empty for the first that a job returns
 * @param maximize whether large values of it are good
 * @param shown metrics that tables show; empty for all
 */
public record SweepGoal(Optional<String> metric, boolean maximize, List<Shown> shown) {
  private static final String NAME = "goal.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The first metric of a job, small values being good; all metrics are shown. */
  public static final SweepGoal NONE = new SweepGoal(Optional.empty(), false, List.of());

  /**
   * A metric in a table.
   *
   * @param unit such as {@code nats}; empty for a pure number
   * @param maximized whether large values are good
   */
  public record Shown(String metric, String unit, boolean maximized) {}

  public SweepGoal {
    shown = List.copyOf(shown);
  }

  /** The metric by which jobs are ranked, out of those that they have; empty if they have none. */
  public Optional<String> ranking(List<String> metrics) {
    return metric.isPresent() ? metric : metrics.stream().findFirst();
  }

  /** A value by which the best job is the smallest; NaN is larger than all. */
  public double signed(double value) {
    return Double.isNaN(value) ? Double.NaN : maximize ? -value : value;
  }

  /** Those of some metrics that tables show; all where none of the chosen ones is there. */
  public List<String> shownOf(List<String> metrics) {
    Set<String> chosen = new LinkedHashSet<>();
    metric.ifPresent(chosen::add);
    shown.forEach(s -> chosen.add(s.metric()));
    chosen.retainAll(metrics);
    return shown.isEmpty() || chosen.isEmpty() ? metrics : List.copyOf(chosen);
  }

  /** The unit of a metric; empty if it has none or it is not known. */
  public String unit(String name) {
    return shown.stream()
        .filter(s -> s.metric().equals(name))
        .map(Shown::unit)
        .findFirst()
        .orElse("");
  }

  /** Writes the goal of a sweep. */
  public void write(Path sweep) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    metric.ifPresent(name -> json.put("metric", name));
    json.put("maximize", maximize);
    ArrayNode list = json.putArray("shown");
    shown.forEach(s -> json(s, list.addObject()));
    AtomicFile.write(sweep.resolve(NAME), JSON.writeValueAsBytes(json), false);
  }

  private static void json(Shown shown, ObjectNode json) {
    json.put("metric", shown.metric());
    json.put("unit", shown.unit());
    json.put("maximized", shown.maximized());
  }

  private static Shown shown(JsonNode json) {
    return new Shown(
        json.path("metric").asText(),
        json.path("unit").asText(),
        json.path("maximized").asBoolean());
  }

  /** Reads the goal of a sweep; {@link #NONE} if it has none. */
  public static SweepGoal read(Path sweep) {
    Path file = sweep.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return NONE;
    }
    try {
      JsonNode json = JSON.readTree(file.toFile());
      List<Shown> shown = new ArrayList<>();
      json.path("shown").forEach(s -> shown.add(shown(s)));
      return new SweepGoal(
          Optional.ofNullable(json.path("metric").textValue()),
          json.path("maximize").asBoolean(),
          shown);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
