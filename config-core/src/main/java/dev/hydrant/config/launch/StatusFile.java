package dev.hydrant.config.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code status.json}: a {@link JobStatus} as JSON, replaced atomically. */
final class StatusFile {
  static final String NAME = "status.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private StatusFile() {}

  /** Reads a job directory's status; empty if there is none or it is not readable as one. */
  static Optional<JobStatus> read(Path jobDirectory) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(jobDirectory.resolve(NAME));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(JSON.readTree(bytes)));
    } catch (com.fasterxml.jackson.core.JacksonException | IllegalArgumentException e) {
      return Optional.empty(); // the file is only ever replaced whole: this one is not ours
    }
  }

  /** Replaces a job directory's status. */
  static void write(Path jobDirectory, JobStatus status) throws IOException {
    AtomicFile.write(
        jobDirectory.resolve(NAME),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(render(status)),
        // a job that was only planned or begun is run again after a power cut anyway
        status.state() != JobState.PENDING && status.state() != JobState.RUNNING);
  }

  private static ObjectNode render(JobStatus s) {
    ObjectNode o = JSON.createObjectNode();
    o.put("number", s.number());
    o.put("hash", s.hash());
    s.overrides().forEach(o.putArray("overrides")::add);
    o.put("state", s.state().label());
    o.put("attempt", s.attempt());
    o.put("started", s.started() == null ? null : s.started().toString());
    o.put("ended", s.ended() == null ? null : s.ended().toString());
    ObjectNode metrics = o.putObject("metrics");
    s.metrics()
        .forEach(
            (k, v) -> {
              if (Double.isFinite(v)) {
                metrics.put(k, v);
              } else {
                metrics.put(k, v.toString()); // JSON has no NaN
              }
            });
    o.put("message", s.message());
    return o;
  }

  private static JobStatus parse(JsonNode o) {
    List<String> overrides = new ArrayList<>();
    o.path("overrides").forEach(v -> overrides.add(v.asText()));
    Map<String, Double> metrics = new LinkedHashMap<>();
    o.path("metrics")
        .fields()
        .forEachRemaining(
            e ->
                metrics.put(
                    e.getKey(),
                    e.getValue().isNumber()
                        ? e.getValue().doubleValue()
                        : Double.valueOf(e.getValue().asText())));
    if (!o.path("number").isInt() || !o.path("hash").isTextual() || !o.path("state").isTextual()) {
      throw new IllegalArgumentException("not a job status");
    }
    return new JobStatus(
        o.path("number").intValue(),
        o.path("hash").textValue(),
        overrides,
        JobState.of(o.path("state").textValue()),
        o.path("attempt").intValue(),
        instant(o.get("started")),
        instant(o.get("ended")),
        metrics,
        o.hasNonNull("message") ? o.get("message").textValue() : null);
  }

  private static Instant instant(JsonNode node) {
    return node == null || node.isNull() ? null : Instant.parse(node.asText());
  }
}
