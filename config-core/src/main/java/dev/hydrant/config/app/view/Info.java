package dev.hydrant.config.app.view;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.cli.Flags;
import dev.hydrant.config.explain.DefaultsEntry;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.io.PrintStream;
import java.util.List;

/** Tells how a config came about: {@code --info}. */
public final class Info {
  private final PrintStream out;
  private final Composition config;

  public Info(PrintStream out, Composition config) {
    this.out = out;
    this.config = config;
  }

  /** Prints one of {@link Flags#INFOS}. */
  public void print(String what) {
    switch (what) {
      case "defaults" -> defaults();
      case "defaults-tree" -> tree();
      case "searchpath" -> searchPath();
      case "plugins" -> plugins();
      case "config" -> config();
      default -> {
        plugins();
        config();
      }
    }
  }

  private void config() {
    searchPath();
    tree();
    defaults();
    out.println("Config");
    out.println("******");
    out.println(config.toYaml());
  }

  private void title(String text) {
    out.println();
    out.println(text);
    out.println("*".repeat(text.length()));
  }

  private void defaults() {
    title("Defaults List");
    TextTable table = new TextTable(List.of("Config path", "Package", "_self_", "Parent"), " ");
    for (DefaultsEntry entry : config.defaults()) {
      table.add(
          List.of(
              entry.configPath(),
              entry.pkg(),
              entry.isSelf() ? "True" : "False",
              entry.parent() == null ? "<root>" : entry.parent()));
    }
    table.lines().forEach(out::println);
  }

  private void tree() {
    title("Defaults Tree");
    config.defaultsTree().forEach(out::println);
  }

  private void searchPath() {
    title("Config search path");
    TextTable table = new TextTable(List.of("Provider", "Search path"), "");
    if (config.hydra().get("runtime") instanceof MapNode runtime
        && runtime.get("config_sources") instanceof ListNode sources) {
      for (Node source : sources.items()) {
        MapNode map = (MapNode) source;
        table.add(List.of(text(map, "provider"), text(map, "schema") + "://" + text(map, "path")));
      }
    }
    table.lines().forEach(out::println);
  }

  private void plugins() {
    title("Installed Hydra Plugins");
    out.println("Launcher: basic, process, slurm  (hydra/launcher=NAME)");
    out.println("Sweeper:  basic, random, tpe, cmaes, asha  (hydra/sweeper=NAME)");
  }

  private static String text(MapNode map, String key) {
    return map.get(key) instanceof ScalarNode s && s.value() != null
        ? String.valueOf(s.value())
        : "";
  }
}
