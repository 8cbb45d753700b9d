package dev.hydrant.trainer.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model has to know of its data before it can be made: the number of features, a vocabulary,
 * statistics, which rows are for validation. Found once, saved with every checkpoint as {@value
 * #FILE}, and read from there ever after.
 *
 * <pre>{@code
 * record Seen(int features, float[] mean) {}
 * Facts facts = Facts.of(new Seen(64, mean));
 * Seen seen = facts.as(Seen.class);
 * }</pre>
 */
public final class Facts {
  /** Their file in a checkpoint. */
  public static final String FILE = "facts.json";

  /** Of a model that needs none; nothing is written. */
  public static final Facts NONE = new Facts(JsonNodeFactory.instance.objectNode());

  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final ObjectNode values;

  private Facts(ObjectNode values) {
    this.values = values;
  }

  /** The facts that a record of numbers, strings, arrays, lists, maps and such records holds. */
  public static Facts of(Record facts) {
    return new Facts(JSON.valueToTree(facts));
  }

  /** Those of a checkpoint; none where it has none. */
  public static Facts of(Checkpoint checkpoint) {
    return checkpoint
        .file(FILE)
        .map(bytes -> parse(bytes, checkpoint.directory().resolve(FILE).toString()))
        .orElse(NONE);
  }

  /**
   * Reads what {@link #bytes} gave.
   *
   * @param where they come from, for messages
   */
  public static Facts parse(byte[] utf8, String where) {
    try {
      if (JSON.readTree(utf8) instanceof ObjectNode values) {
        return new Facts(values);
      }
      throw UserException.failure(where + " holds no facts: it is no JSON object");
    } catch (IOException e) {
      throw UserException.failure(where + " holds no facts: " + e.getMessage(), e);
    }
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /**
   * The facts as the record they were made from.
   *
   * @throws UserException if they are of another kind, such as those of an older version
   */
  public <T extends Record> T as(Class<T> type) {
    try {
      return JSON.treeToValue(values, type);
    } catch (JsonProcessingException e) {
      throw UserException.failure(
          "the facts of the data are not those that the model expects (%s): %s\nTrain again, or use the version that saved them"
              .formatted(type.getSimpleName(), e.getOriginalMessage()),
          e);
    }
  }

  /** As a JSON file. */
  public byte[] bytes() {
    try {
      return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Where some of the facts are not what they are now, such as {@code rows: 1000 there, 900 here}.
   *
   * @param now facts under the same names; those that are missing in it are not compared
   */
  public List<String> differences(Facts now) {
    Map<String, JsonNode> before = leaves(values);
    List<String> out = new ArrayList<>();
    leaves(now.values)
        .forEach(
            (name, value) -> {
              JsonNode there = before.get(name);
              if (!value.equals(there)) {
                out.add("%s: %s there, %s here".formatted(name, shown(there), shown(value)));
              }
            });
    return out;
  }

  private static String shown(JsonNode value) {
    String text = value == null ? "nothing" : value.toString();
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  private static Map<String, JsonNode> leaves(ObjectNode values) {
    Map<String, JsonNode> out = new TreeMap<>();
    values
        .properties()
        .forEach(
            e -> {
              if (e.getValue() instanceof ObjectNode inner) {
                leaves(inner).forEach((k, v) -> out.put(e.getKey() + "." + k, v));
              } else {
                out.put(e.getKey(), reread(e.getValue()));
              }
            });
    return out;
  }

  /** As it is read from a file: an int and a long of the same value are the same. */
  private static JsonNode reread(JsonNode value) {
    try {
      return JSON.readTree(value.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Facts f && reread(values).equals(reread(f.values));
  }

  @Override
  public int hashCode() {
    return reread(values).hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
