package dev.hydrant.trainer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The list of a checkpoint's files with sizes and hashes. It is written last: a directory without
 * it is no checkpoint. Its last field is the hash of what stands before it, so that no number in it
 * can change unseen.
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
  private static final int VERSION = 2;

  /** The version before, whose manifests do not state a hash of their own. */
  private static final int UNSIGNED = 1;

  private static final String HASH = "\n  \"sha256\" : \"";

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
    String body = new String(Json.pretty(root), StandardCharsets.UTF_8);
    String signed = body.substring(0, body.lastIndexOf("\n}")) + ",";
    return (signed + HASH + HashingFile.sha256(signed) + "\"\n}\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What a file of a checkpoint may be called: it lies in its directory and nowhere else. */
  static boolean isFileName(String name) {
    return name.matches("[\\w-][\\w.-]*") && !name.equals(NAME);
  }

  /**
   * Reads a manifest.
   *
   * @throws CheckpointException if it is none, or was altered
   */
  static Manifest parse(byte[] utf8, String where) {
    JsonNode root = Json.parse(utf8, where);
    if (!root.isObject() || !FORMAT.equals(root.path("format").asText())) {
      throw new CheckpointException(where + " is not a manifest of this program (" + FORMAT + ")");
    }
    boolean unsigned = root.path("version").intValue() == UNSIGNED && !root.has("sha256");
    if (!unsigned && root.path("version").intValue() != VERSION) {
      throw new CheckpointException(
          "%s is of version %s of its format, and this program reads version %d"
              .formatted(where, root.path("version"), VERSION));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    root.path("metrics")
        .fields()
        .forEachRemaining(e -> metrics.put(e.getKey(), e.getValue().asDouble()));
    Map<String, FileEntry> files = new LinkedHashMap<>();
    root.path("files")
        .fields()
        .forEachRemaining(e -> files.put(e.getKey(), entry(e.getKey(), e.getValue(), where)));
    Manifest manifest =
        new Manifest(root.path("serial").asLong(), root.path("step").asLong(), metrics, files);
    // Written again, it has the same bytes: nothing was added, left out or spelled otherwise.
    if (!unsigned && !Arrays.equals(manifest.toJson(), utf8)) {
      throw new CheckpointException(where + " was altered: it does not hash to what it states");
    }
    if (!files.containsKey(CheckpointStore.STATE)) {
      throw new CheckpointException(where + " does not list " + CheckpointStore.STATE);
    }
    return manifest;
  }

  private static FileEntry entry(String name, JsonNode entry, String where) {
    if (!isFileName(name)) {
      throw new CheckpointException(
          where + " lists '" + name + "', which is no name of a file in its directory");
    }
    return new FileEntry(entry.path("bytes").asLong(-1), entry.path("sha256").asText());
  }
}
