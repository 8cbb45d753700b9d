package dev.hydrant.config.compose;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.resolve.SecretKeys;
import dev.hydrant.config.source.SearchPathEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Fills into the {@code hydra} node what is known only at the end of a composition. */
final class HydraNode {
  private static final Origin ORIGIN = Origin.of("runtime");

  private final MapNode node;
  private final Function<String, Node> resolved;
  private final SecretKeys secrets;

  /**
   * Starts from a composed node.
   *
   * @param resolved gives the resolved value at a path of the whole tree
   * @param secrets whose values the node does not show
   */
  HydraNode(MapNode node, Function<String, Node> resolved, SecretKeys secrets) {
    this.node = node;
    this.secrets = secrets;
    this.resolved = resolved;
  }

  MapNode fill(
      List<ParsedOverride> overrides,
      String configName,
      Plan plan,
      List<Node> sources,
      JobSettings settings) {
    Map<Object, Node> hydra = new LinkedHashMap<>(node.entries());
    List<Node> hydraOverrides = new ArrayList<>();
    List<Node> taskOverrides = new ArrayList<>();
    for (ParsedOverride o : overrides) {
      (o.isHydra() ? hydraOverrides : taskOverrides).add(text(secrets.shown(o.input())));
    }
    Map<Object, Node> lists = open(hydra, "overrides");
    append(lists, "hydra", hydraOverrides);
    append(lists, "task", taskOverrides);
    close(hydra, "overrides", lists);

    Map<Object, Node> runtime = open(hydra, "runtime");
    Map<Object, Node> choices = open(runtime, "choices");
    plan.defaults().choices().forEach((key, option) -> choices.put(key, text(option)));
    close(runtime, "choices", choices);
    runtime.put("version", text(settings.version()));
    runtime.put("version_base", text("1.3"));
    runtime.put("cwd", text(settings.cwd()));
    runtime.put("config_sources", new ListNode(sources, ORIGIN));
    close(hydra, "runtime", runtime);

    Map<Object, Node> job = open(hydra, "job");
    copyEnvironment(job, settings.env());
    if (job.get("name") instanceof MissingNode) {
      job.put("name", text(settings.jobName()));
    }
    job.put("override_dirname", value(overrideDirname(overrides)));
    job.put("config_name", text(configName));
    close(hydra, "job", job);
    return new MapNode(hydra, node.origin());
  }

  /** The search path as the node shows it; it is the same for all compositions. */
  static List<Node> sources(List<SearchPathEntry> searchPath) {
    List<Node> sources = new ArrayList<>();
    for (SearchPathEntry entry : searchPath) {
      Map<Object, Node> source = new LinkedHashMap<>();
      source.put("path", text(entry.source().path()));
      source.put("schema", text(entry.source().scheme()));
      source.put("provider", text(entry.provider()));
      sources.add(new MapNode(source, ORIGIN));
    }
    return List.copyOf(sources);
  }

  private static void copyEnvironment(Map<Object, Node> job, Map<String, String> env) {
    if (!(job.get("env_copy") instanceof ListNode copied) || copied.items().isEmpty()) {
      return;
    }
    Map<Object, Node> set = open(job, "env_set");
    for (Node name : copied.items()) {
      if (name instanceof ScalarNode s && s.value() instanceof String variable) {
        String value = env.get(variable);
        if (value == null) {
          throw new ConfigCompositionException(
              "hydra.job.env_copy names the environment variable '"
                  + variable
                  + "', which is not set.",
              name.origin());
        }
        set.put(variable, text(value));
      }
    }
    close(job, "env_set", set);
  }

  private String overrideDirname(List<ParsedOverride> overrides) {
    String at = "hydra.job.config.override_dirname.";
    Node exclude = resolved.apply(at + "exclude_keys");
    List<String> lines = new ArrayList<>();
    for (ParsedOverride o : overrides) {
      boolean excluded =
          exclude instanceof ListNode list
              && list.items().contains(new ScalarNode(o.key(), ORIGIN));
      if (!o.isHydra() && !excluded) {
        lines.add(secrets.shown(o.input()));
      }
    }
    Collections.sort(lines);
    return String.join(string(at + "item_sep"), lines).replace("=", string(at + "kv_sep"));
  }

  private String string(String path) {
    return resolved.apply(path) instanceof ScalarNode s && s.value() instanceof String text
        ? text
        : "";
  }

  /** Overrides may hold interpolations, which then mean what they mean in the overrides. */
  private static Node value(String text) {
    if (InterpolationParser.isInterpolation(text)) {
      try {
        return new InterpolationNode(InterpolationParser.parse(text), ORIGIN);
      } catch (InterpolationException e) {
        return text(text);
      }
    }
    return text(text);
  }

  private static ScalarNode text(String text) {
    return new ScalarNode(text, ORIGIN);
  }

  private static Map<Object, Node> open(Map<Object, Node> parent, String key) {
    return parent.get(key) instanceof MapNode map
        ? new LinkedHashMap<>(map.entries())
        : new LinkedHashMap<>();
  }

  private static void close(Map<Object, Node> parent, String key, Map<Object, Node> child) {
    Node old = parent.get(key);
    parent.put(key, new MapNode(child, old == null ? ORIGIN : old.origin()));
  }

  private static void append(Map<Object, Node> parent, String key, List<Node> more) {
    List<Node> items = new ArrayList<>();
    if (parent.get(key) instanceof ListNode list) {
      items.addAll(list.items());
    }
    items.addAll(more);
    parent.put(key, new ListNode(items, ORIGIN));
  }
}
