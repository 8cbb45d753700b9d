package dev.hydrant.config.override;

import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;

/** Equality of values as Python sees it: {@code true == 1 == 1.0}, but {@code 1 != '1'}. */
final class PythonEquality {
  private PythonEquality() {}

  /** Whether a resolved value is what an override expects. */
  static boolean matches(Node expected, Node found) {
    if (expected instanceof MapNode a && found instanceof MapNode b) {
      return a.entries().size() == b.entries().size()
          && a.entries().entrySet().stream()
              .allMatch(e -> containsEntry(b, e.getKey(), e.getValue()));
    }
    if (expected instanceof ListNode a && found instanceof ListNode b) {
      Iterator<Node> other = b.items().iterator();
      return a.items().size() == b.items().size()
          && a.items().stream().allMatch(item -> matches(item, other.next()));
    }
    boolean containers =
        expected instanceof MapNode
            || expected instanceof ListNode
            || found instanceof MapNode
            || found instanceof ListNode;
    return !containers && equal(scalar(expected), scalar(found));
  }

  private static boolean containsEntry(MapNode map, Object key, Node value) {
    for (Map.Entry<Object, Node> e : map.entries().entrySet()) {
      if (equal(key, e.getKey())) {
        return matches(value, e.getValue());
      }
    }
    return false;
  }

  private static Object scalar(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.value();
    }
    return node instanceof MissingNode ? "???" : ((InterpolationNode) node).interpolation().text();
  }

  private static boolean equal(Object a, Object b) {
    if (isNan(a) || isNan(b)) {
      return false;
    }
    if (isInfinite(a) || isInfinite(b)) {
      return a.equals(b);
    }
    BigDecimal x = number(a);
    BigDecimal y = number(b);
    return x != null && y != null ? x.compareTo(y) == 0 : Objects.equals(a, b);
  }

  private static boolean isNan(Object value) {
    return value instanceof Double d && d.isNaN();
  }

  private static boolean isInfinite(Object value) {
    return value instanceof Double d && d.isInfinite();
  }

  private static BigDecimal number(Object value) {
    if (value instanceof Boolean b) {
      return b ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (value instanceof Long n) {
      return BigDecimal.valueOf(n);
    }
    if (value instanceof BigInteger n) {
      return new BigDecimal(n);
    }
    return value instanceof Double d ? new BigDecimal(d) : null;
  }
}
