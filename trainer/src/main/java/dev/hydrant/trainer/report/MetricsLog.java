package dev.hydrant.trainer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code metrics.jsonl} and {@code metrics.csv} of a run: one line a row, handed to the operating
 * system at once. The first has what was measured; the second has a column for everything ever
 * measured, empty where it was not.
 *
 * <p>A numeral that is not finite is {@code null} in JSON, which has no other word for it.
 */
public final class MetricsLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsLog.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path jsonl;
  private final Path csv;
  private final Set<String> columns = new LinkedHashSet<>();
  private final List<Metrics> rows;
  private Writer jsonlOut;
  private Writer csvOut;
  private boolean failed;

  private MetricsLog(Path directory, List<Metrics> rows, List<String> columns) throws IOException {
    this.jsonl = directory.resolve("metrics.jsonl");
    this.csv = directory.resolve("metrics.csv");
    this.rows = new ArrayList<>(rows);
    this.columns.addAll(columns);
    rows.forEach(r -> this.columns.addAll(r.values().keySet()));
    rewrite(jsonl, this.rows.stream().map(MetricsLog::json).toList());
    this.jsonlOut = appendTo(jsonl);
    rewriteCsv();
  }

  /**
   * Opens the log of a run.
   *
   * @param earlier rows to begin with, as a resumed run has them
   * @param columns the first columns of the table after {@code step}
   */
  public static MetricsLog open(Path directory, List<Metrics> earlier, List<String> columns) {
    try {
      return new MetricsLog(directory, earlier, columns);
    } catch (IOException e) {
      throw new UncheckedIOException("the metrics cannot be written in " + directory, e);
    }
  }

  /** Returns the rows of a run up to a step; empty if it has none. A torn last line is left out. */
  public static List<Metrics> read(Path directory, long lastStep) {
    Path file = directory.resolve("metrics.jsonl");
    List<Metrics> rows = new ArrayList<>();
    try {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
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

  /**
   * Adds a row. Should the directory vanish, the run goes on: one warning, and the rows are kept in
   * memory for the plot.
   */
  public void add(Metrics row) {
    rows.add(row);
    try {
      jsonlOut.write(json(row) + "\n");
      jsonlOut.flush();
      if (columns.addAll(row.values().keySet())) {
        csvOut.close();
        rewriteCsv();
      } else {
        csvOut.write(csvLine(row) + "\n");
        csvOut.flush();
      }
    } catch (IOException e) {
      if (!failed) {
        LOG.error("Metrics can no longer be written ({}); the run goes on without.", e.toString());
      }
      failed = true;
    }
  }

  /** All rows so far. */
  public List<Metrics> rows() {
    return List.copyOf(rows);
  }

  @Override
  public void close() {
    try (Writer a = jsonlOut;
        Writer b = csvOut) {
      a.flush();
      b.flush();
    } catch (IOException e) {
      if (!failed) {
        LOG.error("The metrics could not be closed: {}", e.toString());
      }
    }
  }

  private static String json(Metrics row) {
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

  private void rewriteCsv() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("step," + String.join(",", columns));
    rows.forEach(r -> lines.add(csvLine(r)));
    rewrite(csv, lines);
    csvOut = appendTo(csv);
  }

  private String csvLine(Metrics row) {
    StringBuilder line = new StringBuilder().append(row.step());
    for (String column : columns) {
      Double v = row.values().get(column);
      line.append(',').append(v == null ? "" : v.toString());
    }
    return line.toString();
  }

  private static void rewrite(Path file, List<String> lines) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(temporary, lines);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Writer appendTo(Path file) throws IOException {
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }
}
