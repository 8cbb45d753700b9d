package dev.hydrant.config.defaults;

import java.util.List;

/**
 * A command line override of a config group's option.
 *
 * @param input as typed
 * @param kind what to do
 * @param group the group without package
 * @param pkg the package as typed, or null
 * @param options the option, the options of a list, or null; for a deletion the option to be
 *     deleted, or null for any
 * @param many true if a list was given
 */
public record GroupOverride(
    String input, Kind kind, String group, String pkg, List<String> options, boolean many) {
  /** What an override does to the defaults list. */
  public enum Kind {
    /** {@code group=option}: replaces the option of an item. */
    CHANGE,
    /** {@code +group=option}: appends an item to the primary config's list. */
    APPEND,
    /** {@code ~group}: removes an item. */
    DELETE
  }

  /** The key as typed, which must be the override key of an item. */
  public String key() {
    return pkg == null ? group : group + "@" + pkg;
  }

  String value() {
    return many ? "[" + String.join(",", options) + "]" : options == null ? "null" : options.get(0);
  }
}
