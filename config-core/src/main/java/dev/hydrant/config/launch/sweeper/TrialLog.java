package dev.hydrant.config.launch.sweeper;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code trials.jsonl} in the sweep directory: what was proposed, in order. Results are not here
 * but in the jobs' status files.
 */
final class TrialLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Path file;

  TrialLog(Path sweep) {
    this.file = sweep.resolve("trials.jsonl");
  }

  /** One proposal: its point, and the override list made of it. */
  record Trial(List<Double> point, List<String> overrides) {}

  List<Trial> read() {
    List<Trial> trials = new ArrayList<>();
    if (!Files.exists(file)) {
      return trials;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        JsonNode row = JSON.readTree(line);
        List<Double> point = new ArrayList<>();
        row.path("point").forEach(v -> point.add(v.doubleValue()));
        List<String> overrides = new ArrayList<>();
        row.path("overrides").forEach(v -> overrides.add(v.textValue()));
        trials.add(new Trial(point, overrides));
      }
    } catch (JacksonException e) {
      return trials; // the line being written when the sweep was killed: it is proposed again
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return trials;
  }

  /** Adds proposals behind those in {@code known}, dropping a line cut by a crash. */
  void append(List<Trial> known, List<Trial> proposals) {
    StringBuilder text = new StringBuilder();
    for (Trial trial : proposals) {
      text.append(line(trial)).append('\n');
    }
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(file)) {
        StringBuilder whole = new StringBuilder();
        known.forEach(t -> whole.append(line(t)).append('\n'));
        if (!Files.readString(file).contentEquals(whole)) {
          Files.writeString(file, whole);
        }
      }
      Files.writeString(
          file,
          text,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String line(Trial trial) {
    ObjectNode row = JSON.createObjectNode();
    var point = row.putArray("point");
    trial.point().forEach(v -> point.add(v.doubleValue()));
    var overrides = row.putArray("overrides");
    trial.overrides().forEach(overrides::add);
    return row.toString();
  }
}
