package dev.hydrant.config.defaults;

import dev.hydrant.config.node.Origin;
import java.util.List;

/** One item of a defaults list as it was written; it knows nothing of where the list stands. */
public sealed interface DefaultsItem {
  /** The package after {@code @}, or null. */
  String pkg();

  /** Where the item was written. */
  Origin origin();

  /** Tells whether the item stands for the config that contains the list. */
  default boolean isSelf() {
    return false;
  }

  /**
   * A config by its path: {@code path/name@pkg}.
   *
   * @param path relative to the containing config's group, or absolute with a leading slash
   */
  record ConfigItem(String path, String pkg, boolean optional, Origin origin)
      implements DefaultsItem {
    @Override
    public boolean isSelf() {
      return path.equals("_self_");
    }
  }

  /**
   * An option of a config group: {@code group@pkg: option}.
   *
   * @param group relative to the containing config's group, or absolute with a leading slash
   * @param options null for no option, one option, or several when {@code many}
   * @param many true if the options were written as a list
   * @param override true if the item only replaces the option of an earlier one
   */
  record GroupItem(
      String group,
      String pkg,
      List<String> options,
      boolean many,
      boolean optional,
      boolean override,
      Origin origin)
      implements DefaultsItem {}
}
