package dev.hydrant.trainer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The list of a checkpoint's files with sizes and hashes. It is written last: a directory without
 * it is no checkpoint.
 *
 * @param serial counts the saves of a run; the highest is the newest, also after a return to an
 *     earlier step
 * @param step optimizer steps done
 * @param metrics what was measured when it was saved, such as {@code val_loss}
 * @param files file name to size and SHA-256
 */
public record Manifest(
    long serial, long step, Map<String, Double> metrics, Map<String, FileEntry> files) {
  static final String NAME = "manifest.json";
  private static final String FORMAT = "hydrant-checkpoint";
  private static final int VERSION = 1;

  /** Size in bytes and SHA-256 in hexadecimal. */
  public record FileEntry(long bytes, String sha256) {}

  public Manifest {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  byte[] toJson() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION).put("serial", serial).put("step", step);
    ObjectNode m = root.putObject("metrics");
    metrics.forEach(m::put);
    ObjectNode f = root.putObject("files");
    files.forEach((name, e) -> f.putObject(name).put("bytes", e.bytes()).put("sha256", e.sha256()));
    return Json.pretty(root);
  }

  static Manifest parse(byte[] utf8, String where) {
    JsonNode root = Json.parse(utf8, where);
    if (!FORMAT.equals(root.path("format").asText()) || root.path("version").asInt() != VERSION) {
      throw new CheckpointException(
          where + " is not a manifest of this program (" + FORMAT + " version " + VERSION + ")");
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    root.path("metrics")
        .fields()
        .forEachRemaining(e -> metrics.put(e.getKey(), e.getValue().asDouble()));
    Map<String, FileEntry> files = new LinkedHashMap<>();
    root.path("files")
        .fields()
        .forEachRemaining(
            e ->
                files.put(
                    e.getKey(),
                    new FileEntry(
                        e.getValue().path("bytes").asLong(-1),
                        e.getValue().path("sha256").asText())));
    return new Manifest(root.path("serial").asLong(), root.path("step").asLong(), metrics, files);
  }
}
