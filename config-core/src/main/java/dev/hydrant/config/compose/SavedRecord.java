package dev.hydrant.config.compose;

import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.defaults.DefaultsList;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.resolve.ResolutionContext;
import dev.hydrant.config.source.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files in which a run keeps its composition, read back. */
final class SavedRecord {
  private final ConfigRepository.TextParser parser;
  private final Path record;

  SavedRecord(ConfigRepository.TextParser parser, Path record) {
    this.parser = parser;
    this.record = record;
  }

  Composed read(ResolutionContext context) {
    MapNode hydra = map(map(file("hydra.yaml"), "hydra.yaml").get("hydra"), "hydra.yaml");
    Map<Object, Node> entries = new LinkedHashMap<>();
    entries.put("hydra", hydra);
    MapNode task = map(file("config.yaml"), "config.yaml");
    entries.putAll(task.entries());
    List<ParsedOverride> overrides = new ArrayList<>();
    if (hydra.get("overrides") instanceof MapNode lists) {
      overrides.addAll(overrides(lists.get("hydra")));
      overrides.addAll(overrides(lists.get("task")));
    }
    MapNode tree = (MapNode) context.secrets().mark(new MapNode(entries, task.origin()));
    Plan plan =
        new Plan(
            new DefaultsList(List.of(), List.of(), choices(hydra), List.of(), false),
            List.of(),
            List.of(),
            tree);
    return new Composed(
        configName(hydra), plan, List.copyOf(overrides), List.of(), tree, List.of(), context);
  }

  private Node file(String name) {
    Path file = record.resolve(name);
    try {
      return parser.parse(Format.YAML, TextFiles.read(file), file.toString());
    } catch (IOException e) {
      throw new ConfigLoadException(
          record
              + " holds no saved configuration: "
              + name
              + " cannot be read: "
              + e.getMessage()
              + ".",
          null);
    }
  }

  private MapNode map(Node node, String name) {
    if (node instanceof MapNode map) {
      return map;
    }
    if (node instanceof ScalarNode s && s.value() == null) {
      return new MapNode(Map.of(), s.origin());
    }
    throw new ConfigLoadException(record.resolve(name) + " is not what a run saves.", null);
  }

  private List<ParsedOverride> overrides(Node node) throws ConfigException {
    List<String> texts = new ArrayList<>();
    if (node instanceof ListNode list) {
      list.items().forEach(item -> texts.add(PythonText.of(item)));
    }
    return new ParsedOverrides().parse(texts);
  }

  private static Map<String, String> choices(MapNode hydra) {
    Map<String, String> choices = new LinkedHashMap<>();
    if (hydra.get("runtime") instanceof MapNode runtime
        && runtime.get("choices") instanceof MapNode map) {
      map.entries()
          .forEach(
              (key, value) ->
                  choices.put(
                      String.valueOf(key),
                      value instanceof ScalarNode s && s.value() != null
                          ? String.valueOf(s.value())
                          : null));
    }
    return choices;
  }

  private static String configName(MapNode hydra) {
    return hydra.get("job") instanceof MapNode job
            && job.get("config_name") instanceof ScalarNode s
            && s.value() != null
        ? String.valueOf(s.value())
        : null;
  }
}
