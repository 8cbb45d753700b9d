package dev.hydrant.config.launch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** {@code jobs.jsonl} in the sweep directory: what was planned, a JSON object a job. */
final class SweepPlan {
  static final String NAME = "jobs.jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path sweep;

  SweepPlan(Path sweep) {
    this.sweep = sweep;
  }

  /**
   * One job.
   *
   * @param directory below the sweep's
   */
  record Planned(int number, String hash, String directory) {}

  /** All jobs; a last line that a crash has cut was never acted upon. */
  List<Planned> read() {
    Path file = sweep.resolve(NAME);
    List<Planned> jobs = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      return jobs;
    }
    try {
      for (String line : Files.readString(file).split("\n")) {
        add(line, jobs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return jobs;
  }

  private static void add(String line, List<Planned> jobs) {
    try {
      JsonNode row = JSON.readTree(line);
      boolean whole =
          row.path("number").isInt()
              && row.path("hash").isTextual()
              && row.path("directory").isTextual();
      if (whole) {
        jobs.add(
            new Planned(
                row.path("number").intValue(),
                row.path("hash").textValue(),
                row.path("directory").textValue()));
      }
    } catch (JacksonException e) {
      // cut by a crash
    }
  }

  /** Adds jobs, before their directories are made; on the disk when this returns. */
  void append(List<Planned> jobs) {
    if (jobs.isEmpty()) {
      return;
    }
    Path file = sweep.resolve(NAME);
    StringBuilder text = new StringBuilder();
    for (Planned job : jobs) {
      ObjectNode row = JSON.createObjectNode();
      row.put("number", job.number());
      row.put("hash", job.hash());
      row.put("directory", job.directory());
      text.append(row).append('\n');
    }
    try {
      Files.createDirectories(sweep);
      boolean cut = Files.exists(file) && !Files.readString(file).endsWith("\n");
      Files.write(
          file,
          ((cut ? "\n" : "") + text).getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
