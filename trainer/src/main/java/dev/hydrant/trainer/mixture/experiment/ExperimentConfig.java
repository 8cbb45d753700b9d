package dev.hydrant.trainer.mixture.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.data.TextFiles;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.mixture.config.MixtureConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An experiment: eight sections, complete and checked. Immutable.
 *
 * <pre>{@code
 * ExperimentConfig config = Presets.standard().get("standard", "cpu", "mine")
 *     .with("training.num_epochs", 75)
 *     .with("data.dim", 3);
 * Files.writeString(Path.of("mine.json"), config.toJson());
 * ExperimentConfig same = ExperimentConfig.fromJson(Path.of("mine.json"));
 * }</pre>
 *
 * @param sections what the experiment can be told
 * @param engine keys of the engine that say something for which the sections have no name, such as
 *     {@code precision}; by their names
 */
public record ExperimentConfig(MixtureConfig sections, Map<String, Object> engine) {
  public ExperimentConfig {
    engine = Collections.unmodifiableMap(new LinkedHashMap<>(engine));
  }

  /**
   * The experiment of a configuration.
   *
   * @param tree the resolved top level
   * @throws dev.hydrant.config.error.BindException with every problem there is
   */
  public static ExperimentConfig of(MapNode tree) {
    MixtureConfig sections = ConfigTrees.bind(EngineKeys.sections(tree), MixtureConfig.class);
    return of(sections, EngineKeys.settings(tree));
  }

  /**
   * The experiment of a run.
   *
   * @param told what the engine was told beside the sections: where they have a name for it, they
   *     get its value
   */
  public static ExperimentConfig of(MixtureConfig sections, TrainConfig told) {
    MixtureConfig filled = ToldSections.of(sections, told);
    ObjectNode alone = ExperimentJson.of(filled);
    told.loop().numIterations().ifPresent(n -> alone.put("num_iterations", n));
    TrainConfig implied = EngineKeys.settings(tree(alone));
    Map<String, Object> engine = new LinkedHashMap<>(FurtherKeys.of(told, implied));
    if (alone.has("num_iterations")) {
      engine.put("num_iterations", ExperimentJson.plain(alone.get("num_iterations")));
    }
    return new ExperimentConfig(filled, engine);
  }

  /**
   * Reads a file that {@link #toJson} wrote, perhaps by an older version: what is missing has its
   * default.
   *
   * @throws UserException if it cannot be read
   * @throws dev.hydrant.config.error.ConfigException if it is no JSON or does not fit, with the
   *     place
   */
  public static ExperimentConfig fromJson(Path file) {
    return parse(TextFiles.read(file), file.toString());
  }

  /**
   * As above, of a text.
   *
   * @param name of the text, for messages
   */
  public static ExperimentConfig parse(String json, String name) {
    Node tree = ConfigTrees.read(json, Format.JSON, name);
    if (!(tree instanceof MapNode map)) {
      return new ExperimentConfig(ConfigTrees.bind(tree, MixtureConfig.class), Map.of());
    }
    Map<Object, Node> sections = new LinkedHashMap<>(map.entries());
    sections.keySet().removeAll(FurtherKeys.NAMES);
    MixtureConfig bound =
        ConfigTrees.bind(new MapNode(sections, map.origin()), MixtureConfig.class);
    return of(bound, EngineKeys.settings(map));
  }

  /** All keys in a fixed order, as JSON with an indent of two. */
  public String toJson() {
    return ExperimentJson.text(json());
  }

  private ObjectNode json() {
    ObjectNode tree = ExperimentJson.of(sections);
    return tree.setAll(ExperimentJson.ofValues(engine));
  }

  /** The same as UTF-8. */
  public byte[] bytes() {
    return toJson().getBytes(StandardCharsets.UTF_8);
  }

  /** As a configuration, to be trained. */
  public MapNode tree() {
    return tree(json());
  }

  private static MapNode tree(ObjectNode json) {
    return (MapNode) ConfigTrees.read(ExperimentJson.text(json), Format.JSON, "experiment.json");
  }

  /**
   * The same with another value at a key. The model follows {@code data.dim}.
   *
   * @param key dotted, such as {@code training.num_epochs}
   * @param value a number, text, boolean, list or map; null for none
   * @throws UserException if there is no such key
   * @throws dev.hydrant.config.error.BindException if the value does not fit
   */
  public ExperimentConfig with(String key, Object value) {
    ObjectNode tree = json();
    if (FurtherKeys.NAMES.contains(key)) {
      tree.set(key, new ObjectMapper().valueToTree(value));
      return parse(ExperimentJson.text(tree), "with(\"" + key + "\", …)");
    }
    JsonNode at = tree;
    String[] steps = key.split("\\.");
    for (int i = 0; i < steps.length; i++) {
      if (!(at instanceof ObjectNode map) || !map.has(steps[i])) {
        List<String> known = new ArrayList<>();
        at.fieldNames().forEachRemaining(known::add);
        throw UserException.usage(
            "there is no key '%s'. %s"
                .formatted(key, Suggestions.didYouMeanOrList(steps[i], known)));
      }
      if (i + 1 == steps.length) {
        map.set(steps[i], new ObjectMapper().valueToTree(value));
      }
      at = map.get(steps[i]);
    }
    if (key.equals("data.dim")) {
      ((ObjectNode) tree.at("/model/transformer")).putNull("input_dim");
    }
    return parse(ExperimentJson.text(tree), "with(\"" + key + "\", …)");
  }
}
