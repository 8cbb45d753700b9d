package dev.hydrant.config.bind;

import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.util.stream.Collectors;

/** Short texts of values, for messages; not a format that can be read back. */
public final class ValueText {
  private static final int LONGEST = 60;

  private ValueText() {}

  /** A scalar as it is, strings in quotes; a container by its size; a secret masked. */
  public static String of(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.secret() ? ScalarNode.MASK : of(scalar.value());
    }
    if (node instanceof MapNode map) {
      return map.entries().isEmpty()
          ? "an empty mapping"
          : "a mapping with " + count(map.entries().size(), "key");
    }
    if (node instanceof ListNode list) {
      return list.items().isEmpty() ? "an empty list" : items(list);
    }
    if (node instanceof InterpolationNode interpolation) {
      return shortened(interpolation.interpolation().text());
    }
    return node instanceof MissingNode ? "???" : node.toString();
  }

  /** A short list of scalars as it is, others by their size. */
  private static String items(ListNode list) {
    String text =
        list.items().stream().map(ValueText::of).collect(Collectors.joining(", ", "[", "]"));
    boolean plain = list.items().stream().allMatch(ScalarNode.class::isInstance);
    return plain && text.length() <= LONGEST
        ? text
        : "a list with " + count(list.items().size(), "item");
  }

  static String of(Object scalar) {
    if (scalar instanceof String text) {
      return "'" + shortened(text) + "'";
    }
    return scalar instanceof byte[] bytes
        ? "binary data of " + count(bytes.length, "byte")
        : shortened(String.valueOf(scalar));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  private static String count(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
