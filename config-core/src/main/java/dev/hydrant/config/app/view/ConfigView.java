package dev.hydrant.config.app.view;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.compose.PythonText;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.resolve.SecretKeys;
import dev.hydrant.config.write.YamlWriter;
import java.util.List;
import java.util.Map;

/** Prints a config, or a part of it, instead of running: {@code --cfg}. */
public final class ConfigView {
  private ConfigView() {}

  /** Prints and returns the exit code. */
  public static int print(
      AppSettings app, Composition config, String part, String key, boolean resolve) {
    MapNode shown = shown(config, part, resolve);
    List<String> secret = SecretKeys.markedKeys(shown);
    if (!secret.isEmpty()) {
      app.err().println("not shown, because it is secret: " + String.join(", ", secret));
    }
    if (key == null) {
      app.out().print(YamlWriter.write(shown, false));
      return 0;
    }
    Node found = select(config, shown, key, part.equals("job"));
    if (found == null) {
      app.err().println("package '" + key + "' not found in config");
      return Failure.FAILURE;
    }
    if (found instanceof MapNode || found instanceof ListNode) {
      app.out().println("# @package " + key);
      app.out().print(YamlWriter.write(found, false));
    } else if (found instanceof ScalarNode s && s.secret()) {
      app.out().println(ScalarNode.MASK);
    } else {
      app.out().println(PythonText.of(found));
    }
    return 0;
  }

  private static MapNode shown(Composition config, String part, boolean resolve) {
    if (part.equals("job")) {
      return resolve ? config.resolved() : config.node();
    }
    MapNode whole = resolve ? config.resolvedWhole() : config.whole();
    return part.equals("all")
        ? whole
        : new MapNode(Map.of("hydra", whole.get("hydra")), whole.origin());
  }

  /** The node at a dotted key, as written; an interpolation there is followed. */
  private static Node select(Composition config, Node from, String key, boolean task) {
    Node node = from;
    for (String step : key.split("\\.")) {
      if (node instanceof MapNode map) {
        node = map.get(step);
      } else if (node instanceof ListNode list
          && step.matches("\\d{1,9}")
          && Integer.parseInt(step) < list.items().size()) {
        node = list.items().get(Integer.parseInt(step));
      } else {
        node = null;
      }
    }
    if (node == null || node instanceof InterpolationNode) {
      node = follow(config, key, task);
    }
    boolean nothing =
        node instanceof MissingNode || node instanceof ScalarNode s && s.value() == null;
    return nothing ? null : node;
  }

  private static Node follow(Composition config, String key, boolean task) {
    if (!task && key.startsWith("hydra.")) {
      return config.hydraNode(key.substring("hydra.".length())).orElse(null);
    }
    return config.at(key).find().orElse(null);
  }
}
