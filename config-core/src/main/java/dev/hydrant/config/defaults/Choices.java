package dev.hydrant.config.defaults;

import dev.hydrant.config.defaults.DefaultsItem.GroupItem;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.suggest.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options that overrides have chosen and those that items have taken, while a tree is built:
 * what each override key stands for, and which overrides found their item.
 */
final class Choices {
  private static final String NO_MATCH = "No match in the defaults list.";

  private static final class Chosen {
    final List<String> options;
    final boolean many;
    final GroupOverride external;
    final TreeEntry item;
    final String config;
    boolean used;

    Chosen(GroupOverride external) {
      this.options = external.options();
      this.many = external.many();
      this.external = external;
      this.item = null;
      this.config = null;
    }

    Chosen(TreeEntry item, String config) {
      this.many = item.options() != null;
      this.options = many ? item.options() : item.option() == null ? null : List.of(item.option());
      this.external = null;
      this.item = item;
      this.config = config;
    }

    Origin origin() {
      return external == null ? item.origin : Origin.of("override '" + external.input() + "'");
    }

    String value() {
      return many
          ? "[" + String.join(",", options) + "]"
          : options == null ? "null" : options.get(0);
    }
  }

  private static final class Deletion {
    final GroupOverride external;
    boolean used;

    Deletion(GroupOverride external) {
      this.external = external;
    }
  }

  private final Map<String, Chosen> chosen = new LinkedHashMap<>();
  private final Map<String, Deletion> deletions = new LinkedHashMap<>();
  private final List<GroupItem> appended = new ArrayList<>();
  private final Map<String, String> known = new LinkedHashMap<>();
  private final Map<String, Set<String>> knownByGroup = new HashMap<>();

  Choices(List<GroupOverride> overrides) {
    for (GroupOverride o : overrides) {
      switch (o.kind()) {
        case DELETE -> deletions.put(o.key(), new Deletion(o));
        case APPEND -> {
          Origin origin = Origin.of("override '" + o.input() + "'");
          appended.add(
              new GroupItem(o.group(), o.pkg(), o.options(), o.many(), false, false, origin));
        }
        case CHANGE -> {
          // A later override of a key takes the value, the first one keeps its place in errors.
          chosen.put(o.key(), new Chosen(o));
        }
      }
    }
  }

  List<GroupItem> appended() {
    return appended;
  }

  /** Known override keys with the option taken, null for none; in the order of their discovery. */
  Map<String, String> known() {
    return known;
  }

  /** Registers an {@code override} item; the first registration of a key wins. */
  void register(TreeEntry item, String config) {
    chosen.computeIfAbsent(item.overrideKey(), key -> new Chosen(item, config));
  }

  /** Gives an item the option that was chosen for its key, if any. */
  void apply(TreeEntry item) {
    if (!item.isGroup() || chosen.isEmpty()) {
      return;
    }
    Chosen choice = chosen.get(item.overrideKey());
    if (choice != null) {
      item.choose(choice.options, choice.many, choice.origin());
      choice.used = true;
    }
  }

  boolean deletes(TreeEntry item) {
    if (!item.isGroup() || deletions.isEmpty()) {
      return false;
    }
    Deletion deletion = deletions.get(item.overrideKey());
    if (deletion == null) {
      return false;
    }
    List<String> option = deletion.external.options();
    if (option != null && !option.get(0).equals(item.option())) {
      return false;
    }
    deletion.used = true;
    return true;
  }

  void take(TreeEntry item) {
    if (!item.isGroup()) {
      return;
    }
    String key = item.overrideKey();
    String option = item.option();
    if (known.containsKey(key)) {
      String earlier = known.get(key);
      if (!java.util.Objects.equals(earlier, option)) {
        throw ConfigLoadException.clash(
            "Multiple values for "
                + key
                + ". To override a value use 'override "
                + key
                + ": "
                + earlier
                + "'",
            item.origin,
            List.of());
      }
    } else {
      known.put(key, option);
    }
    knownByGroup.computeIfAbsent(item.groupPath(), g -> new TreeSet<>()).add(key);
  }

  void ensureAllUsed() {
    for (Map.Entry<String, Chosen> entry : chosen.entrySet()) {
      if (!entry.getValue().used) {
        throw unused(entry.getKey(), entry.getValue());
      }
    }
    for (Map.Entry<String, Deletion> entry : deletions.entrySet()) {
      if (!entry.getValue().used) {
        GroupOverride o = entry.getValue().external;
        String what = o.options() == null ? o.key() : o.key() + "=" + o.value();
        throw ConfigLoadException.clash(
            "Could not delete '" + what + "'. " + NO_MATCH,
            Origin.of("override '" + o.input() + "'"),
            Suggestions.nearest(o.key(), known.keySet()));
      }
    }
  }

  private ConfigLoadException unused(String key, Chosen choice) {
    int at = key.indexOf('@');
    Set<String> sameGroup =
        knownByGroup.getOrDefault(at < 0 ? key : key.substring(0, at), Set.of());
    StringBuilder text = new StringBuilder();
    if (choice.config != null) {
      text.append("In '").append(choice.config).append("': ");
    }
    text.append("Could not override '").append(key).append("'.");
    if (sameGroup.size() > 1) {
      text.append("\nDid you mean to override one of ")
          .append(String.join(", ", sameGroup))
          .append('?');
    } else if (sameGroup.size() == 1) {
      text.append("\nDid you mean to override ").append(sameGroup.iterator().next()).append('?');
    } else {
      text.append(' ').append(NO_MATCH);
    }
    boolean isClash = sameGroup.isEmpty();
    if (choice.external != null) {
      text.append("\nTo append to your default list use +")
          .append(key)
          .append('=')
          .append(choice.value());
    }
    return isClash
        ? ConfigLoadException.clash(text.toString(), choice.origin(), List.of())
        : new ConfigLoadException(text.toString(), choice.origin());
  }
}
