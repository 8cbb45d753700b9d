package dev.hydrant.config.write;

import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.util.Map;

/**
 * Writes a tree as {@code OmegaConf.to_yaml} does, byte for byte: block style, lists not indented
 * below their key, strings quoted where PyYAML or Python would take them for something else.
 */
public final class YamlWriter {
  private static final int NO_INDENT = -1;

  private final YamlOutput out = new YamlOutput();
  private final YamlScalarWriter scalars = new YamlScalarWriter(out);
  private final boolean sortKeys;
  private int indent = NO_INDENT;

  private YamlWriter(boolean sortKeys) {
    this.sortKeys = sortKeys;
  }

  /**
   * Writes a tree; interpolations and missing values appear as written.
   *
   * @param sortKeys whether every mapping's keys are sorted, as far as they compare
   */
  public static String write(Node root, boolean sortKeys) {
    YamlWriter writer = new YamlWriter(sortKeys);
    boolean plain = writer.node(root, false);
    writer.out.startLine(0);
    if (plain) {
      writer.out.indicator("...", true, false);
      writer.out.startLine(0);
    }
    return writer.out.toString();
  }

  /** Writes a node; returns whether it was a plain scalar. */
  private boolean node(Node node, boolean inMapping) {
    if (node instanceof MapNode map) {
      if (map.entries().isEmpty()) {
        out.indicator("{}", true, false);
      } else {
        mapping(map);
      }
      return false;
    }
    if (node instanceof ListNode list) {
      if (list.items().isEmpty()) {
        out.indicator("[]", true, false);
      } else {
        sequence(list, inMapping);
      }
      return false;
    }
    return scalars.write(scalar(node), childIndent(true), false);
  }

  private void sequence(ListNode list, boolean inMapping) {
    int outer = indent;
    indent = inMapping && !out.indention() ? indent : childIndent(false);
    for (Node item : list.items()) {
      out.startLine(indent);
      out.indicator("-", true, true);
      node(item, false);
    }
    indent = outer;
  }

  private void mapping(MapNode map) {
    int outer = indent;
    indent = childIndent(false);
    for (Map.Entry<Object, Node> entry : KeyOrder.entries(map, sortKeys)) {
      out.startLine(indent);
      YamlScalar key = YamlScalar.of(entry.getKey());
      if (key.isSimpleKey()) {
        scalars.write(key, childIndent(true), true);
        out.indicator(":", false, false);
      } else {
        out.indicator("?", true, true);
        scalars.write(key, childIndent(true), false);
        out.startLine(indent);
        out.indicator(":", true, true);
      }
      node(entry.getValue(), true);
    }
    indent = outer;
  }

  private int childIndent(boolean flow) {
    if (indent == NO_INDENT) {
      return flow ? YamlOutput.INDENT : 0;
    }
    return indent + YamlOutput.INDENT;
  }

  private static YamlScalar scalar(Node node) {
    if (node instanceof ScalarNode scalar) {
      return YamlScalar.of(scalar.secret() ? ScalarNode.MASK : scalar.value());
    }
    return YamlScalar.of(node instanceof InterpolationNode i ? i.interpolation().text() : "???");
  }
}
