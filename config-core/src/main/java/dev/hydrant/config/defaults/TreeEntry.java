package dev.hydrant.config.defaults;

import dev.hydrant.config.defaults.DefaultsItem.ConfigItem;
import dev.hydrant.config.defaults.DefaultsItem.GroupItem;
import dev.hydrant.config.node.Origin;
import java.util.List;

/**
 * A defaults item at its place in the tree while the tree is built. It computes names from that
 * place: the group path, the final package, the key that overrides use.
 */
final class TreeEntry {
  final Origin origin;
  final boolean optional;
  final boolean override;
  final boolean external;
  final boolean primary;

  /** Null for a config item. */
  private final String group;

  /** Path of a config item, or the option of a group item; null when there is no option. */
  private String name;

  /** The options of a list-valued group item, else null. */
  private List<String> options;

  /** What chose the option, when that is not the item itself; else null. */
  Origin chosenBy;

  private String pkg;
  private String header;
  private String parentDir;
  private String parentPackage;

  boolean deleted;

  /** True for a {@code _self_} that nobody wrote. */
  boolean implied;

  TreeEntry parent;

  /** Null for a leaf. */
  List<TreeEntry> children;

  private TreeEntry(
      Origin origin,
      String group,
      String name,
      List<String> options,
      String pkg,
      boolean optional,
      boolean override,
      boolean external,
      boolean primary) {
    this.origin = origin;
    this.group = group;
    this.name = name;
    this.options = options;
    this.pkg = "_here_".equals(pkg) ? "" : pkg;
    this.optional = optional;
    this.override = override;
    this.external = external;
    this.primary = primary;
  }

  static TreeEntry of(DefaultsItem item) {
    if (item instanceof GroupItem g) {
      return group(g, false);
    }
    ConfigItem c = (ConfigItem) item;
    return config(c.path(), c.pkg(), c.optional(), false, c.origin());
  }

  static TreeEntry appended(GroupItem item) {
    return group(item, true);
  }

  private static TreeEntry group(GroupItem g, boolean external) {
    String option = g.many() || g.options() == null ? null : g.options().get(0);
    List<String> many = g.many() ? g.options() : null;
    return new TreeEntry(
        g.origin(), g.group(), option, many, g.pkg(), g.optional(), g.override(), external, false);
  }

  static TreeEntry config(
      String path, String pkg, boolean optional, boolean primary, Origin origin) {
    return new TreeEntry(origin, null, path, null, pkg, optional, false, false, primary);
  }

  /** A config of a list-valued group item; overrides cannot address it. */
  TreeEntry optionOf(String option) {
    TreeEntry entry = config(group + "/" + option, pkg, optional, false, origin);
    entry.chosenBy = chosenBy;
    return entry;
  }

  boolean isGroup() {
    return group != null;
  }

  boolean isSelf() {
    return "_self_".equals(name);
  }

  /** The options of a list-valued group item, else null. */
  List<String> options() {
    return options;
  }

  void choose(List<String> chosen, boolean many, Origin by) {
    chosenBy = by;
    name = many || chosen == null ? null : chosen.get(0);
    options = many ? chosen : null;
  }

  /** Replaces an interpolation by what it means. */
  void resolveTo(String text) {
    name = text;
  }

  /** The text that may hold an interpolation, or null. */
  String interpolated() {
    String text = group == null ? configPath() : name;
    return text != null && text.contains("${") ? text : null;
  }

  void placeUnder(String dir, String parentPkg) {
    parentDir = dir;
    parentPackage = parentPkg;
    if (pkg != null && pkg.contains("_group_")) {
      pkg = "_global_." + pkg.replace("_group_", defaultPackage());
    }
  }

  String parentDir() {
    return parentDir;
  }

  void header(String declared) {
    if (declared == null) {
      return;
    }
    header =
        declared.equals("_global_") || declared.startsWith("_global_.")
            ? declared
            : declared.isEmpty() ? "_global_" : "_global_." + declared;
  }

  /** The package as declared at the item, else in the header of the config, else null. */
  String declaredPackage() {
    return pkg == null ? header : pkg;
  }

  String groupPath() {
    String path = group == null ? folderOf(name) : group;
    boolean absolute = (group == null ? name : group).startsWith("/");
    if (absolute) {
      return group == null ? (path.isEmpty() ? "" : path.substring(1)) : path.substring(1);
    }
    if (parentDir.isEmpty()) {
      return path;
    }
    return path.isEmpty() ? parentDir : parentDir + "/" + path;
  }

  String configPath() {
    if (group != null) {
      return groupPath() + "/" + (name == null ? "null" : name);
    }
    if (name.startsWith("/")) {
      return name.substring(1);
    }
    return parentDir.isEmpty() ? name : parentDir + "/" + name;
  }

  /** The option, the last step of the path, or null when there is no option. */
  String option() {
    return group == null ? name.substring(name.lastIndexOf('/') + 1) : name;
  }

  boolean isMissing() {
    return "???".equals(option());
  }

  String defaultPackage() {
    return groupPath().replace('/', '.');
  }

  String finalPackage() {
    return finalPackage(declaredPackage());
  }

  private String finalPackage(String declared) {
    String own = declared == null ? relativeGroup().replace('/', '.') : declared;
    String full =
        parentPackage.isEmpty() ? own : own.isEmpty() ? parentPackage : parentPackage + "." + own;
    int global = full.lastIndexOf("_global_");
    if (global < 0) {
      return full;
    }
    return full.substring(Math.min(full.length(), global + "_global_".length() + 1));
  }

  private String relativeGroup() {
    String path = group == null ? name : group;
    String relative = path.startsWith("/") ? path.substring(1) : path;
    return group == null ? folderOf(relative) : relative;
  }

  private static String folderOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** How overrides address the item: the group, and the package where it is not the usual one. */
  String overrideKey() {
    String target = finalPackage(pkg);
    String path = groupPath();
    if (target.equals(path.replace('/', '.'))) {
      return path;
    }
    return path + "@" + (target.isEmpty() ? "_global_" : target);
  }

  /** The item as a line of the tree: {@code key: option}, or the path of a config. */
  String describe() {
    if (group == null) {
      return configPath();
    }
    String value = options == null ? String.valueOf(name) : "[" + String.join(",", options) + "]";
    return overrideKey() + ": " + value;
  }
}
