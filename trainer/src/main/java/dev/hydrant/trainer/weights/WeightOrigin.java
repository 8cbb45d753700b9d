package dev.hydrant.trainer.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.ResumePoint;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is known of the run that weights come from.
 *
 * @param config its configuration; missing for a bare safetensors file
 * @param facts what it had found out about its data; missing for models without facts
 */
public record WeightOrigin(JsonNode config, JsonNode facts) {
  private static final String FACTS = "facts.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads what lies beside some weights.
   *
   * @param from as {@link PartialInit#from}
   */
  static WeightOrigin of(Path from) {
    Path beside = Files.isRegularFile(from) ? from.toAbsolutePath().getParent() : from;
    boolean isRun = Files.isDirectory(beside.resolve(ResumePoint.CHECKPOINTS));
    if (isRun || Files.exists(beside.resolve("manifest.json"))) {
      Checkpoint checkpoint = ResumePoint.at(beside).checkpoint();
      JsonNode kept = checkpoint.state().path("config");
      return new WeightOrigin(kept, json(checkpoint.directory().resolve(FACTS)));
    }
    return new WeightOrigin(json(beside.resolve(WeightExport.CONFIG)), json(beside.resolve(FACTS)));
  }

  private static JsonNode json(Path file) {
    try {
      return Files.isRegularFile(file)
          ? JSON.readTree(Files.readString(file))
          : MissingNode.getInstance();
    } catch (IOException e) {
      throw UserException.failure(file + " cannot be read as JSON: " + e.getMessage());
    }
  }

  /** The value of a dotted key of the configuration; missing if it has none. */
  public JsonNode setting(String key) {
    JsonNode leaf = config.path(key); // checkpoints keep one entry for each dotted key
    return leaf.isMissingNode() ? at(config, key) : leaf.path("value");
  }

  /** The value of a dotted key of the facts; missing if there is none. */
  public JsonNode fact(String key) {
    return at(facts, key);
  }

  private static JsonNode at(JsonNode root, String key) {
    return root.at("/" + key.replace('.', '/'));
  }

  /** What differs from the values expected, one line each; keys that are not there are passed. */
  List<String> differences(Map<String, JsonNode> settings, Map<String, JsonNode> expectedFacts) {
    List<String> out = new ArrayList<>();
    settings.forEach((key, here) -> compare(key, setting(key), here, out));
    expectedFacts.forEach((key, here) -> compare("fact " + key, fact(key), here, out));
    out.sort(null);
    return out;
  }

  private static void compare(String key, JsonNode there, JsonNode here, List<String> out) {
    boolean same =
        there.isNumber() && here.isNumber()
            ? there.decimalValue().compareTo(here.decimalValue()) == 0
            : there.equals(here);
    if (!there.isMissingNode() && !same) {
      out.add("%s is %s there and %s here".formatted(key, there, here));
    }
  }
}
