package dev.hydrant.config.node;

import java.util.List;

/**
 * A list of nodes.
 *
 * <pre>{@code
 * static long sum(ListNode list) {
 *   return list.items().stream()
 *       .mapToLong(item -> item instanceof ScalarNode s && s.value() instanceof Long n ? n : 0)
 *       .sum();
 * }
 * }</pre>
 */
public record ListNode(List<Node> items, Origin origin) implements Node {
  public ListNode {
    items = List.copyOf(items);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ListNode l && items.equals(l.items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }
}
