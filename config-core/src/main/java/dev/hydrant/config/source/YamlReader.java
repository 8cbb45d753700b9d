package dev.hydrant.config.source;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.source.yaml.YamlNode;
import dev.hydrant.config.source.yaml.YamlParser;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads YAML text as Hydra does: PyYAML 1.1 with OmegaConf's floats, duplicate string keys refused,
 * no dates, and an empty text or {@code null} as an empty mapping.
 */
public final class YamlReader {
  private YamlReader() {}

  /**
   * Reads a text.
   *
   * @param source the name of the text in origins and messages, such as a path
   * @param syntax parses strings that contain <code>${</code>
   * @return a {@link MapNode} or {@link ListNode}; a lone string is read as YAML again, and if it
   *     stays a string it becomes the only key of a mapping, with value null
   * @throws ConfigLoadException if the text is no YAML, no mapping or list, or beyond the budget;
   *     it carries line and column
   */
  public static Node read(String text, String source, InterpolationSyntax syntax, Budget budget) {
    YamlNode root = parse(text, source, budget);
    Origin start = new Origin(source, 1, 1);
    Object string = root == null ? null : YamlTreeBuilder.loneString(root);
    if (string != null) {
      root = parse((String) string, source, budget);
      if (root != null && YamlTreeBuilder.loneString(root) != null) {
        Map<Object, Node> entries = new LinkedHashMap<>();
        entries.put(YamlTreeBuilder.loneString(root), new ScalarNode(null, start));
        return new MapNode(entries, start);
      }
    }
    if (root == null) {
      return new MapNode(Map.of(), start);
    }
    Node node = new YamlTreeBuilder(source, syntax, budget).build(root);
    if (node instanceof MapNode || node instanceof ListNode) {
      return node;
    }
    if (node instanceof ScalarNode scalar && scalar.value() == null) {
      return new MapNode(Map.of(), start);
    }
    throw new ConfigLoadException(
        "A config is a mapping or a list, not a lone value: write 'key: value'.", node.origin());
  }

  private static YamlNode parse(String text, String source, Budget budget) {
    budget.checkLength(text, source);
    return YamlParser.parse(text, source, budget);
  }
}
