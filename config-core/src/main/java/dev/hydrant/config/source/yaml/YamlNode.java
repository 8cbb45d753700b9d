package dev.hydrant.config.source.yaml;

import java.util.List;

/** A node of the graph. Aliases share the node they stand for, so identity counts. */
public sealed interface YamlNode {
  /** Where it starts. */
  Mark mark();

  /** The explicit tag, null where the kind of node decides. */
  String tag();

  /** Whether aliases may stand for it. */
  boolean anchored();

  /**
   * A scalar.
   *
   * @param plain whether its spelling decides its type, as it does when it is not quoted
   */
  record Scalar(String value, boolean plain, String tag, boolean anchored, Mark mark)
      implements YamlNode {}

  /** A list. */
  record Sequence(List<YamlNode> items, String tag, boolean anchored, Mark mark)
      implements YamlNode {}

  /** A mapping, as written: duplicate and merge keys included. */
  record Mapping(List<Entry> entries, String tag, boolean anchored, Mark mark)
      implements YamlNode {}

  /** A key with its value. */
  record Entry(YamlNode key, YamlNode value) {}
}
