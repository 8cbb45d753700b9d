package dev.hydrant.config.defaults;

import dev.hydrant.config.defaults.DefaultsItem.GroupItem;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.explain.DefaultsEntry;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the tree of defaults items below a primary config.
 *
 * <p>Lists are walked from their end, so that an {@code override} item reaches the items before it;
 * items with interpolations wait until the rest of their list is built.
 */
public final class DefaultsTreeBuilder {
  private static final int MAX_DEPTH = 200;

  /** The path of an empty primary config. */
  public static final String NO_CONFIG = "_dummy_empty_config_";

  private final ConfigRepository repository;
  private final OptionInterpolation interpolation;
  private final Choices choices;
  private final boolean skipMissing;
  private final int maxEntries;
  private final NotFound notFound;
  private final List<String> warnings = new ArrayList<>();
  private int entries;
  private boolean repeatable = true;

  private DefaultsTreeBuilder(
      ConfigRepository repository,
      OptionInterpolation interpolation,
      List<GroupOverride> overrides,
      boolean skipMissing,
      int maxEntries) {
    this.repository = repository;
    this.interpolation = interpolation;
    this.choices = new Choices(overrides);
    this.skipMissing = skipMissing;
    this.maxEntries = maxEntries;
    this.notFound = new NotFound(repository);
  }

  /**
   * Builds the defaults list of a composition.
   *
   * @param roots the configs at the top, the primary one last
   * @param skipMissing true if groups without an option are left out rather than refused
   * @param maxEntries the number of items beyond which the tree is refused
   */
  public static DefaultsList build(
      ConfigRepository repository,
      List<String> roots,
      List<GroupOverride> overrides,
      OptionInterpolation interpolation,
      boolean skipMissing,
      int maxEntries) {
    DefaultsTreeBuilder builder =
        new DefaultsTreeBuilder(repository, interpolation, overrides, skipMissing, maxEntries);
    TreeEntry root = TreeEntry.config("<root>", null, false, false, Origin.BUILTIN);
    root.placeUnder("", "");
    TreeEntry[] tops = new TreeEntry[roots.size()];
    for (int i = roots.size() - 1; i >= 0; i--) {
      boolean primary = i == roots.size() - 1;
      TreeEntry top =
          TreeEntry.config(roots.get(i), null, false, primary, Origin.of("config name"));
      top.parent = root;
      top.placeUnder("", "");
      builder.expand(top, false, 0);
      tops[i] = top;
    }
    root.children = List.of(tops);
    List<DefaultsEntry> list = TreeFlattener.flatten(root);
    builder.choices.ensureAllUsed();
    return new DefaultsList(
        list,
        TreeFlattener.render(root),
        Collections.unmodifiableMap(builder.choices.known()),
        List.copyOf(builder.warnings),
        builder.repeatable);
  }

  private void expand(TreeEntry node, boolean insideInterpolated, int depth) {
    count(node, depth);
    if (node.primary && !repository.configExists(node.configPath())) {
      throw notFound.error(node);
    }
    LoadedConfig config = null;
    if (!node.isMissing() && node.option() != null) {
      config = repository.load(node.configPath());
      node.header(config == null ? null : config.pkg());
    }
    if (choices.deletes(node)) {
      node.deleted = true;
      return;
    }
    choices.take(node);
    if (node.option() == null || isMissing(node)) {
      return;
    }
    if (config == null) {
      if (!node.optional) {
        throw notFound.error(node);
      }
      node.deleted = true;
      return;
    }
    List<TreeEntry> list = list(node, config);
    if (list.isEmpty()) {
      return;
    }
    register(list, node, insideInterpolated);
    node.children = children(list, node, insideInterpolated, depth);
  }

  private void count(TreeEntry node, int depth) {
    if (++entries > maxEntries) {
      throw new ConfigLoadException(
          "The defaults tree has more than "
              + maxEntries
              + " entries; the limit is a setting of the composer.",
          node.origin);
    }
    if (depth > MAX_DEPTH) {
      throw new ConfigLoadException(
          "The defaults lists include each other without end: " + cycle(node) + ".", node.origin);
    }
  }

  private static String cycle(TreeEntry node) {
    List<String> path = new ArrayList<>();
    String start = node.configPath();
    path.add(start);
    for (TreeEntry e = node.parent; e != null && path.size() < 12; e = e.parent) {
      path.add(0, e.configPath());
      if (e.configPath().equals(start)) {
        break;
      }
    }
    return String.join(" -> ", path);
  }

  private boolean isMissing(TreeEntry node) {
    if (!node.configPath().endsWith("???")) {
      return false;
    }
    if (skipMissing) {
      return true;
    }
    if (!node.isGroup()) {
      throw new ConfigLoadException(
          "A config in a defaults list cannot be missing: '" + node.configPath() + "'.",
          node.origin);
    }
    String key = node.overrideKey();
    StringBuilder text =
        new StringBuilder("You must specify '" + key + "', e.g, " + key + "=<OPTION>\n");
    text.append("Available options:");
    repository.options(node.groupPath()).forEach(option -> text.append("\n\t").append(option));
    throw new ConfigLoadException(text.toString(), node.origin);
  }

  /** The items of a config's list, with the implied {@code _self_} and the appended ones. */
  private List<TreeEntry> list(TreeEntry node, LoadedConfig config) {
    List<GroupItem> appended = node.primary ? choices.appended() : List.of();
    if (config.defaults().isEmpty() && appended.isEmpty()) {
      return List.of();
    }
    List<TreeEntry> list = new ArrayList<>(config.defaults().size() + appended.size() + 1);
    boolean hasSelf = false;
    boolean hasContent = false;
    for (DefaultsItem item : config.defaults()) {
      if (item.isSelf()) {
        if (hasSelf) {
          throw new ConfigLoadException(
              "Duplicate _self_ defined in " + config.path() + ".", item.origin());
        }
        hasSelf = true;
      }
      hasContent |= !(item instanceof GroupItem group && group.override());
      list.add(TreeEntry.of(item));
    }
    if (!hasSelf && (hasContent || list.isEmpty())) {
      if (node.primary && hasContent && config.body() instanceof MapNode map && hasValue(map)) {
        warnings.add(
            "In '"
                + config.path()
                + "': Defaults list is missing `_self_`, which now counts as its last item. Write"
                + " it where the config's own values should be merged.");
      }
      TreeEntry self = TreeEntry.config("_self_", null, false, false, Origin.of(config.file()));
      self.implied = true;
      list.add(self);
    }
    appended.forEach(item -> list.add(TreeEntry.appended(item)));
    return list;
  }

  private static boolean hasValue(MapNode map) {
    return map.entries().values().stream().anyMatch(value -> !(value instanceof MissingNode));
  }

  /** Registers the {@code override} items of a list, which must be its last ones. */
  private void register(List<TreeEntry> list, TreeEntry node, boolean insideInterpolated) {
    TreeEntry lastOverride = null;
    for (TreeEntry item : list) {
      if (item.isSelf()) {
        continue;
      }
      item.parent = node;
      item.placeUnder(node.groupPath(), node.finalPackage());
      if (lastOverride != null && !item.override && !item.external) {
        throw new ConfigLoadException(
            "In "
                + node.configPath()
                + ": Override '"
                + lastOverride.describe()
                + "' is defined before '"
                + item.describe()
                + "'.\nOverrides must be at the end of the defaults list.",
            item.origin);
      }
      if (item.override) {
        lastOverride = item;
        if (insideInterpolated) {
          throw new ConfigLoadException(
              node.configPath()
                  + ": Default List Overrides are not allowed in the subtree of an"
                  + " interpolated config group (override "
                  + item.describe()
                  + ").",
              item.origin);
        }
        choices.register(item, node.configPath());
      }
    }
  }

  private List<TreeEntry> children(
      List<TreeEntry> list, TreeEntry node, boolean insideInterpolated, int depth) {
    List<TreeEntry> children = new ArrayList<>(list.size());
    for (int i = list.size() - 1; i >= 0; i--) {
      TreeEntry item = list.get(i);
      item.parent = node;
      if (item.isSelf()) {
        String pkg = node.declaredPackage();
        item.placeUnder(node.parentDir(), pkg == null ? "" : pkg);
        children.add(item);
      } else if (!item.override) {
        choices.apply(item);
        if (item.options() != null) {
          for (int k = item.options().size() - 1; k >= 0; k--) {
            TreeEntry option = option(item, item.options().get(k), node);
            expand(option, insideInterpolated, depth + 1);
            children.add(option);
          }
        } else {
          if (item.interpolated() == null) {
            expand(item, insideInterpolated, depth + 1);
          }
          children.add(item);
        }
      }
    }
    resolveDeferred(children, list, depth);
    Collections.reverse(children);
    return children.isEmpty() ? null : children;
  }

  private static TreeEntry option(TreeEntry item, String option, TreeEntry node) {
    if (option.contains("${")) {
      throw new ConfigLoadException(
          "In '"
              + node.configPath()
              + "': an interpolation cannot be an option in a list ('"
              + option
              + "').",
          item.origin);
    }
    TreeEntry entry = item.optionOf(option);
    entry.parent = node;
    entry.placeUnder(node.groupPath(), node.finalPackage());
    return entry;
  }

  private void resolveDeferred(List<TreeEntry> children, List<TreeEntry> list, int depth) {
    MapNode known = null;
    for (TreeEntry item : children) {
      String text = item.isSelf() || item.children != null ? null : item.interpolated();
      if (text == null) {
        continue;
      }
      if (known == null) {
        known = knownChoices(list);
      }
      item.resolveTo(resolve(item, text, known));
      expand(item, true, depth + 1);
    }
  }

  private String resolve(TreeEntry item, String text, MapNode known) {
    if (item.isGroup() && isLegacy(text)) {
      throw new ConfigLoadException(
          "Defaults list element '"
              + item.overrideKey()
              + "="
              + text
              + "' interpolates by position; use ${group} instead.",
          item.origin);
    }
    if (text.contains(":")) {
      repeatable = false;
    }
    try {
      Node value = interpolation.resolve(text, known);
      if (value instanceof ScalarNode s && s.value() instanceof String resolved) {
        return resolved;
      }
      throw new ConfigLoadException(
          "The interpolation '"
              + text
              + "' in the defaults list of '"
              + item.parent.configPath()
              + "' must give a string.",
          item.origin);
    } catch (InterpolationException e) {
      List<String> keys = new ArrayList<>(choices.known().keySet());
      throw new ConfigLoadException(
          "Error resolving interpolation '"
              + text
              + "'"
              + (keys.isEmpty() ? "" : ", possible interpolation keys: " + String.join(", ", keys))
              + "\n"
              + e.fact().lines().findFirst().orElse(""),
          item.origin,
          List.of(),
          e);
    }
  }

  /** The form {@code ${defaults.0.x}}, which Hydra had before 1.1. */
  private static boolean isLegacy(String text) {
    String start = "${defaults.";
    return text.startsWith(start)
        && text.length() > start.length() + 1
        && Character.isDigit(text.charAt(start.length()))
        && text.charAt(start.length() + 1) == '.';
  }

  private MapNode knownChoices(List<TreeEntry> list) {
    Map<Object, Node> known = new LinkedHashMap<>();
    choices.known().forEach((key, option) -> known.put(key, optionNode(option)));
    List<Node> items = new ArrayList<>();
    for (TreeEntry item : list) {
      if (item.implied) {
        continue;
      }
      if (!item.isGroup()) {
        items.add(new ScalarNode(item.configPath(), item.origin));
      } else if (item.options() == null) {
        items.add(new MapNode(Map.of(item.overrideKey(), optionNode(item.option())), item.origin));
      }
    }
    known.put("defaults", new ListNode(items, Origin.BUILTIN));
    return new MapNode(known, Origin.BUILTIN);
  }

  private static Node optionNode(String option) {
    Origin origin = Origin.of("defaults list");
    return "???".equals(option) ? new MissingNode(origin) : new ScalarNode(option, origin);
  }
}
