package dev.hydrant.config.app;

import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.source.Budget;
import dev.hydrant.config.source.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run directory says about how its job was composed.
 *
 * @param configName the primary config, or null
 * @param overrides those of the hydra node, then those of the task
 */
record SavedRun(String configName, List<String> overrides) {
  static SavedRun read(Path directory) {
    Path file = Files.isRegularFile(directory) ? directory : directory.resolve(".hydra/hydra.yaml");
    try {
      Node root =
          YamlReader.read(
              Files.readString(file), file.toString(), InterpolationParser::parse, Budget.DEFAULT);
      if (at(root, "hydra", "overrides") instanceof MapNode overrides) {
        List<String> all = new ArrayList<>(strings(overrides.get("hydra")));
        all.removeIf(o -> o.startsWith("hydra.mode=") || o.startsWith("hydra.run.dir="));
        all.addAll(strings(overrides.get("task")));
        Node name = at(root, "hydra", "job", "config_name");
        return new SavedRun(
            name instanceof ScalarNode s && s.value() != null ? s.value().toString() : null, all);
      }
      throw new UsageException("'" + file + "' does not say how its job was composed");
    } catch (IOException e) {
      throw new UsageException(
          "There is no run in '" + directory + "': its .hydra/hydra.yaml cannot be read");
    }
  }

  private static Node at(Node node, String... keys) {
    for (String key : keys) {
      node = node instanceof MapNode map ? map.get(key) : null;
    }
    return node;
  }

  private static List<String> strings(Node node) {
    List<String> strings = new ArrayList<>();
    if (node instanceof ListNode list) {
      for (Node item : list.items()) {
        if (item instanceof ScalarNode s && s.value() != null) {
          strings.add(s.value().toString());
        } else if (item instanceof dev.hydrant.config.node.InterpolationNode i) {
          strings.add(i.interpolation().text());
        }
      }
    }
    return strings;
  }
}
