package dev.hydrant.config.defaults;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.explain.DefaultsEntry;
import dev.hydrant.config.explain.DefaultsStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;

/** Turns a defaults tree into the list of configs to be merged, and into lines to be read. */
final class TreeFlattener {
  private final List<DefaultsEntry> list = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  private TreeFlattener() {}

  static List<DefaultsEntry> flatten(TreeEntry root) {
    TreeFlattener flattener = new TreeFlattener();
    root.children.forEach(flattener::walk);
    return List.copyOf(flattener.list);
  }

  private void walk(TreeEntry node) {
    if (node.children != null) {
      node.children.forEach(this::walk);
      return;
    }
    if (node.deleted || node.isMissing() || node.option() == null) {
      return;
    }
    TreeEntry config = node.isSelf() ? node.parent : node;
    String path = config.configPath();
    if (path.equals(DefaultsTreeBuilder.NO_CONFIG)) {
      return;
    }
    String key = node.isGroup() && !node.isSelf() ? node.overrideKey() : null;
    if (key != null && !keys.add(key)) {
      throw ConfigLoadException.clash(
          key + " appears more than once in the final defaults list.", node.origin, List.of());
    }
    list.add(
        new DefaultsEntry(
            path,
            config.parent == null ? null : config.parent.configPath(),
            config.finalPackage(),
            node.isSelf(),
            config.primary,
            key,
            chain(config)));
  }

  private static List<DefaultsStep> chain(TreeEntry config) {
    LinkedList<DefaultsStep> chain = new LinkedList<>();
    for (TreeEntry e = config; e.parent != null; e = e.parent) {
      chain.addFirst(new DefaultsStep(e.describe(), e.origin, e.chosenBy));
    }
    return List.copyOf(chain);
  }

  /** Renders the tree, one item a line, indented by two blanks a level. */
  static List<String> render(TreeEntry root) {
    List<String> lines = new ArrayList<>();
    render(root, 0, lines);
    return List.copyOf(lines);
  }

  private static void render(TreeEntry node, int level, List<String> lines) {
    boolean inner = node.children != null;
    lines.add("  ".repeat(level) + node.describe() + (inner ? ":" : ""));
    if (inner) {
      node.children.forEach(child -> render(child, level + 1, lines));
    }
  }
}
