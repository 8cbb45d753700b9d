package dev.hydrant.config.launch.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.launch.SweepDirectory;
import dev.hydrant.config.launch.SweepGoal;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.scalar.PythonNumbers;
import dev.hydrant.config.write.YamlWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Writes the report of a sweep into its directory. Can be called at any time, also while it runs.
 */
public final class SweepReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LIKE_A_LOSS = Pattern.compile("(?i)loss|metric|acc|perplex");
  private static final String DATA_PLACE = "/*DATA*/null";

  private SweepReport() {}

  /**
   * Writes {@code sweep.csv}, {@code sweep.yaml} and {@code sweep.html}.
   *
   * @return the page's path
   */
  public static Path write(SweepDirectory sweep) {
    SweepTable table = SweepTable.of(sweep.jobs());
    SweepGoal goal = SweepGoal.read(sweep.path());
    try {
      Files.writeString(sweep.path().resolve("sweep.csv"), csv(table));
      Files.writeString(sweep.path().resolve("sweep.yaml"), YamlWriter.write(yaml(table), false));
      return Files.writeString(sweep.path().resolve("sweep.html"), html(table, goal, sweep.path()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the sweep's report in " + sweep.path(), e);
    }
  }

  private static String csv(SweepTable table) {
    StringBuilder out = new StringBuilder("job,state,seconds");
    table.parameters().forEach(p -> out.append(',').append(field(table.head(p))));
    table.metrics().forEach(m -> out.append(',').append(field(table.metricHead(m))));
    out.append(",directory,message\n");
    for (SweepTable.Row row : table.rows()) {
      out.append(row.status().number())
          .append(',')
          .append(row.status().state().label())
          .append(',');
      out.append(row.seconds() == null ? "" : row.seconds());
      for (String p : table.parameters()) {
        out.append(',').append(field(row.values().getOrDefault(p, "")));
      }
      for (String m : table.metrics()) {
        Double value = row.status().metrics().get(m);
        out.append(',').append(value == null ? "" : value);
      }
      out.append(',').append(field(row.directory().getFileName().toString()));
      out.append(',').append(field(row.status().message() == null ? "" : row.status().message()));
      out.append('\n');
    }
    return out.toString();
  }

  /**
   * A field by RFC 4180. What a spreadsheet would take for a formula gets an apostrophe in front,
   * which spreadsheets do not show; numbers are left alone.
   */
  private static String field(String value) {
    boolean formula =
        !value.isEmpty()
            && "=+-@\t\r".indexOf(value.charAt(0)) >= 0
            && !PythonNumbers.isFloat(value);
    String text = formula ? "'" + value : value;
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  /**
   * The curves of a page: those of the metrics that its table shows, and of the same over the
   * training data; where no metric is chosen, whatever is called a loss, an accuracy or the like.
   */
  private static Predicate<String> drawn(List<String> shown, SweepGoal goal) {
    if (goal.shown().isEmpty()) {
      return name -> shown.contains(name) || LIKE_A_LOSS.matcher(name).find();
    }
    return name -> shown.contains(name) || shown.contains(name.replaceFirst("^train", "val"));
  }

  private static Node yaml(SweepTable table) {
    List<Node> jobs = new ArrayList<>();
    for (SweepTable.Row row : table.rows()) {
      Map<Object, Node> job = new LinkedHashMap<>();
      job.put("job", scalar((long) row.status().number()));
      job.put("state", scalar(row.status().state().label()));
      job.put("hash", scalar(row.status().hash()));
      job.put("directory", scalar(row.directory().getFileName().toString()));
      job.put(
          "overrides",
          new ListNode(
              row.status().overrides().stream().map(SweepReport::scalar).toList(), Origin.BUILTIN));
      Map<Object, Node> metrics = new LinkedHashMap<>();
      row.status().metrics().forEach((k, v) -> metrics.put(k, scalar(v)));
      job.put("metrics", new MapNode(metrics, Origin.BUILTIN));
      job.put("seconds", scalar(row.seconds()));
      job.put("message", scalar(row.status().message()));
      jobs.add(new MapNode(job, Origin.BUILTIN));
    }
    return new MapNode(Map.of("jobs", new ListNode(jobs, Origin.BUILTIN)), Origin.BUILTIN);
  }

  private static Node scalar(Object value) {
    return new ScalarNode(value, Origin.BUILTIN);
  }

  private static String html(SweepTable table, SweepGoal goal, Path sweep) throws IOException {
    ObjectNode data = JSON.createObjectNode();
    List<String> shown = goal.shownOf(table.metrics());
    goal.ranking(shown).ifPresent(metric -> data.put("metric", metric));
    data.put("maximize", goal.maximize());
    shown.forEach(data.putArray("shown")::add);
    data.put("title", sweep.toAbsolutePath().normalize().getFileName().toString());
    table.parameters().forEach(data.putArray("parameters")::add);
    table.metrics().forEach(data.putArray("metrics")::add);
    ObjectNode heads = data.putObject("heads");
    table.parameters().forEach(p -> heads.put("p." + p, table.head(p)));
    table.metrics().forEach(m -> heads.put("m." + m, table.metricHead(m)));
    ObjectNode units = data.putObject("units");
    table.metrics().forEach(m -> units.put(m, goal.unit(m)));
    ObjectNode larger = data.putObject("larger");
    goal.shown().forEach(s -> larger.put(s.metric(), s.maximized()));
    Predicate<String> drawn = drawn(shown, goal);
    ArrayNode jobs = data.putArray("jobs");
    for (SweepTable.Row row : table.rows()) {
      ObjectNode job = jobs.addObject();
      job.put("number", row.status().number());
      job.put("state", row.status().state().label());
      job.put("seconds", row.seconds());
      job.put("message", row.status().message());
      ObjectNode values = job.putObject("values");
      row.values().forEach(values::put);
      ObjectNode metrics = job.putObject("metrics");
      row.status().metrics().forEach((k, v) -> metrics.put(k, Double.isFinite(v) ? v : null));
      ObjectNode curves = job.putObject("curves");
      Curves.read(row.directory(), drawn)
          .forEach(
              (name, points) -> {
                ArrayNode curve = curves.putArray(name);
                points.forEach(p -> curve.addArray().add(p[0]).add(p[1]));
              });
    }
    // No "<" of a value may begin or end a script, a comment or an element of the page.
    String json = JSON.writeValueAsString(data).replace("<", "\\u003c").replace(">", "\\u003e");
    try (InputStream in = SweepReport.class.getResourceAsStream("sweep.html")) {
      String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int place = page.indexOf(DATA_PLACE);
      return page.substring(0, place) + json + page.substring(place + DATA_PLACE.length());
    }
  }
}
