package dev.hydrant.trainer.mixture.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.TextFiles;
import dev.hydrant.trainer.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Presets as a tree of JSON files, as another program has them: {@code experiment_simple.json} with
 * the components of each experiment, and {@code model/defaults.json}, {@code
 * training/defaults.json} and so on with the values of each preset.
 */
public final class PresetFiles {
  /** The file of experiments. */
  public static final String EXPERIMENTS = "experiment_simple.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DESCRIPTION = "description";

  private final Presets presets;

  public PresetFiles(Presets presets) {
    this.presets = presets;
  }

  /** The files of all presets by their names. */
  public Map<String, String> export() {
    Map<String, String> files = new LinkedHashMap<>();
    ObjectNode experiments = JsonNodeFactory.instance.objectNode();
    for (String name : presets.experiments()) {
      ObjectNode entry = experiments.putObject(name);
      presets.describe(name).forEach(entry::put);
      entry.put(DESCRIPTION, presets.comment(Presets.EXPERIMENT, name));
    }
    files.put(EXPERIMENTS, ExperimentJson.text(experiments));
    for (String component : Presets.COMPONENTS) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      for (String name : presets.options(component)) {
        ObjectNode entry = all.putObject(name);
        entry.put(DESCRIPTION, presets.comment(component, name));
        entry.setAll(values(component, name));
      }
      files.put(component + "/defaults.json", ExperimentJson.text(all));
    }
    return files;
  }

  private ObjectNode values(String component, String name) {
    String where = component + "/" + name;
    MapNode tree = (MapNode) ConfigTrees.read(presets.text(component, name), Format.YAML, where);
    return read(ConfigTrees.toJson(tree), where);
  }

  /**
   * Turns such files into options of config groups, {@code gmm/model/NAME.yaml} and so on. Presets
   * that are here already with the same values are left out.
   *
   * @param from a directory of such files, or one of experiments alone
   * @return texts by file name, for a directory that {@code --config-dir} names
   * @throws UserException if there is none, or a name means something else here
   */
  public Map<String, String> read(Path from) {
    Map<String, String> files = new LinkedHashMap<>();
    Path experiments = Files.isDirectory(from) ? from.resolve(EXPERIMENTS) : from;
    if (Files.isDirectory(from)) {
      for (String component : Presets.COMPONENTS) {
        Path file = from.resolve(component).resolve("defaults.json");
        if (Files.exists(file)) {
          entries(file).forEach((name, entry) -> component(files, component, name, entry));
        }
      }
    }
    if (Files.exists(experiments)) {
      entries(experiments).forEach((name, entry) -> experiment(files, experiments, name, entry));
    } else if (files.isEmpty()) {
      throw UserException.failure(
          "%s has no presets: neither %s nor model/defaults.json".formatted(from, EXPERIMENTS));
    }
    return files;
  }

  private void component(
      Map<String, String> files, String component, String name, ObjectNode entry) {
    ObjectNode values = entry.deepCopy();
    JsonNode description = values.remove(DESCRIPTION);
    if (presets.options(component).contains(name)) {
      refuseUnless(values.equals(values(component, name)), component, name);
      return;
    }
    StringBuilder text = new StringBuilder("# @package " + component + "\n");
    comment(text, description);
    values
        .properties()
        .forEach(e -> text.append(e.getKey()).append(": ").append(e.getValue()).append('\n'));
    files.put("gmm/%s/%s.yaml".formatted(component, name), text.toString());
  }

  private void experiment(Map<String, String> files, Path file, String name, ObjectNode entry) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String component : Presets.COMPONENTS) {
      JsonNode part = entry.get(component);
      if (part == null || !part.isTextual()) {
        throw UserException.usage(
            "%s: preset '%s' does not say which %s".formatted(file, name, component));
      }
      if (!files.containsKey("gmm/%s/%s.yaml".formatted(component, part.asText()))) {
        requirePart(file, name, component, part.asText());
      }
      parts.put(component, part.asText());
    }
    if (presets.experiments().contains(name)) {
      refuseUnless(parts.equals(presets.describe(name)), Presets.EXPERIMENT, name);
      return;
    }
    StringBuilder text = new StringBuilder("# @package _global_\n");
    comment(text, entry.get(DESCRIPTION));
    text.append("defaults:\n");
    parts.forEach((c, option) -> text.append("  - override /gmm/%s: %s%n".formatted(c, option)));
    files.put("gmm/experiment/%s.yaml".formatted(name), text.toString());
  }

  private void requirePart(Path file, String preset, String component, String name) {
    try {
      presets.require(component, name);
    } catch (UserException e) {
      throw UserException.usage("%s: preset '%s': %s".formatted(file, preset, e.getMessage()));
    }
  }

  private static void refuseUnless(boolean same, String component, String name) {
    if (!same) {
      throw UserException.usage(
          "the %s preset '%s' is here already, with other values; give the new one another name"
              .formatted(component, name));
    }
  }

  private static void comment(StringBuilder text, JsonNode description) {
    if (description != null && !description.asText().isEmpty()) {
      text.append("# ").append(description.asText().replace("\n", " ")).append('\n');
    }
  }

  private static Map<String, ObjectNode> entries(Path file) {
    Map<String, ObjectNode> out = new LinkedHashMap<>();
    ObjectNode all = read(TextFiles.read(file), file.toString());
    for (Map.Entry<String, JsonNode> e : all.properties()) {
      if (!(e.getValue() instanceof ObjectNode entry) || !e.getKey().matches("[\\w-]+")) {
        throw UserException.usage("%s: '%s' is no preset".formatted(file, e.getKey()));
      }
      out.put(e.getKey(), entry);
    }
    return out;
  }

  private static ObjectNode read(String json, String where) {
    try {
      if (JSON.readTree(json) instanceof ObjectNode object) {
        return object;
      }
      throw UserException.usage(where + " is no JSON object");
    } catch (JsonProcessingException e) {
      throw UserException.usage("%s is no JSON: %s".formatted(where, e.getOriginalMessage()));
    }
  }

  /** The names of the presets that files were made for, such as {@code model tiny}. */
  public static List<String> names(Map<String, String> files) {
    return files.keySet().stream()
        .map(f -> f.replaceFirst("^gmm/", "").replace(".yaml", "").replace('/', ' '))
        .toList();
  }
}
