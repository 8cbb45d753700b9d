package dev.hydrant.trainer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of {@code metrics.jsonl}, one JSON object a line.
 *
 * <p>A numeral that is not finite is {@code null} in JSON, which has no other word for it.
 */
public final class MetricsLog {
  /** Its name in a run directory. */
  public static final String FILE = "metrics.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private MetricsLog() {}

  /** Returns the rows of a run up to a step; empty if it has none. A torn last line is left out. */
  public static List<Metrics> read(Path directory, long lastStep) {
    Path file = directory.resolve(FILE);
    List<Metrics> rows = new ArrayList<>();
    try {
      for (String line : Files.isRegularFile(file) ? Files.readAllLines(file) : List.<String>of()) {
        Metrics row = parse(line);
        if (row != null && row.step() <= lastStep) {
          rows.add(row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return rows;
  }

  /** A row as a line, without its end. */
  public static String json(Metrics row) {
    ObjectNode node = JSON.createObjectNode().put("step", row.step());
    row.values().forEach((k, v) -> node.put(k, Double.isFinite(v) ? v : null));
    return node.toString();
  }

  private static Metrics parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (!node.path("step").isIntegralNumber()) {
        return null;
      }
      Map<String, Double> values = new LinkedHashMap<>();
      node.fields()
          .forEachRemaining(e -> values.put(e.getKey(), e.getValue().asDouble(Double.NaN)));
      values.remove("step");
      return new Metrics(node.path("step").asLong(), values);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
