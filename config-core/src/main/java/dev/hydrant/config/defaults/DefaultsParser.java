package dev.hydrant.config.defaults;

import dev.hydrant.config.defaults.DefaultsItem.ConfigItem;
import dev.hydrant.config.defaults.DefaultsItem.GroupItem;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the {@code defaults} node of a config into items. */
final class DefaultsParser {
  private final String config;

  private DefaultsParser(String config) {
    this.config = config;
  }

  /** Returns the items of a defaults node; none when the node is null, that is, absent. */
  static List<DefaultsItem> parse(String config, Node defaults) {
    if (defaults == null || defaults instanceof MissingNode) {
      return List.of();
    }
    if (!(defaults instanceof ListNode list)) {
      throw new ConfigLoadException(
          "Invalid defaults list in '"
              + config
              + "': it must be a list, not "
              + kind(defaults)
              + ".",
          defaults.origin());
    }
    DefaultsParser parser = new DefaultsParser(config);
    List<DefaultsItem> items = new ArrayList<>(list.items().size());
    for (Node item : list.items()) {
      items.add(parser.item(item));
    }
    return List.copyOf(items);
  }

  private DefaultsItem item(Node item) {
    if (item instanceof MapNode map) {
      return groupItem(map);
    }
    String text = text(item);
    if (text == null) {
      throw fail("an item must be a string or 'group: option', not " + kind(item), item.origin());
    }
    String pkg = pkg(text);
    ConfigItem result = new ConfigItem(beforePackage(text), pkg, false, item.origin());
    if (result.isSelf() && pkg != null) {
      throw fail("'_self_' takes no package ('" + text + "')", item.origin());
    }
    return result;
  }

  private GroupItem groupItem(MapNode map) {
    if (map.entries().size() != 1) {
      throw fail(
          map.entries().isEmpty()
              ? "an item '{}' has no group name"
              : "an item has several keys "
                  + map.entries().keySet()
                  + "; begin each with its own '-'",
          map.origin());
    }
    Map.Entry<Object, Node> entry = map.entries().entrySet().iterator().next();
    if (!(entry.getKey() instanceof String key)) {
      throw fail(
          "the group name '" + entry.getKey() + "' must be a string; quote it", map.origin());
    }
    String[] words = beforePackage(key).split(" ", -1);
    boolean optional = false;
    boolean override = false;
    for (int i = 0; i < words.length - 1; i++) {
      if (words[i].equals("optional")) {
        optional = true;
      } else if (words[i].equals("override")) {
        override = true;
      } else {
        break;
      }
    }
    String group = words[words.length - 1];
    if (group.isEmpty()) {
      throw fail("the key '" + key + "' has no group name", map.origin());
    }
    Node value = entry.getValue();
    Origin origin = value.origin();
    boolean many = value instanceof ListNode;
    List<String> options = options(key, value);
    if (!many && options != null && options.get(0).equals("_self_")) {
      throw fail("'_self_' is an item of its own, not an option of '" + group + "'", origin);
    }
    return new GroupItem(group, pkg(key), options, many, optional, override, origin);
  }

  private List<String> options(String key, Node value) {
    if (value instanceof ScalarNode s && s.value() == null) {
      return null;
    }
    if (value instanceof ListNode list) {
      List<String> options = new ArrayList<>();
      for (Node option : list.items()) {
        String text = text(option);
        if (text == null) {
          throw fail(
              "an option of '"
                  + key
                  + "' is "
                  + kind(option)
                  + "; options in a list must be strings",
              option.origin());
        }
        options.add(text);
      }
      return List.copyOf(options);
    }
    String text = text(value);
    if (text == null) {
      throw fail(
          "the option of '"
              + key
              + "' is "
              + kind(value)
              + "; it must be a string or a list, so quote it",
          value.origin());
    }
    return List.of(text);
  }

  private static String text(Node node) {
    if (node instanceof ScalarNode s && s.value() instanceof String text) {
      return text;
    }
    if (node instanceof InterpolationNode i) {
      return i.interpolation().text();
    }
    return node instanceof MissingNode ? "???" : null;
  }

  private static String beforePackage(String text) {
    int at = text.indexOf('@');
    return at < 0 ? text : text.substring(0, at);
  }

  private static String pkg(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return null;
    }
    String pkg = text.substring(at + 1);
    int colon = pkg.indexOf(':');
    return colon < 0 ? pkg : pkg.substring(0, colon);
  }

  private ConfigLoadException fail(String what, Origin origin) {
    return new ConfigLoadException(
        "In the defaults list of '" + config + "': " + what + ".", origin);
  }

  private static String kind(Node node) {
    if (node instanceof MapNode) {
      return "a mapping";
    }
    if (node instanceof ListNode) {
      return "a list";
    }
    if (node instanceof ScalarNode s) {
      return s.value() == null
          ? "null"
          : s.value() instanceof Boolean b
              ? "the boolean " + b
              : s.value() instanceof byte[] ? "binary data" : "'" + s.value() + "'";
    }
    return node instanceof MissingNode ? "'???'" : "an interpolation";
  }
}
