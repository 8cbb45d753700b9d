package dev.hydrant.config.bind;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A {@link List} or {@link java.util.Set} of one kind of element. Results are unmodifiable; sets
 * keep the order of first appearance.
 */
record ListShape(Shape element, boolean set, boolean notEmpty) implements Shape {
  @Override
  public Object bind(Node node, Site site) {
    if (!(node instanceof ListNode list) || (notEmpty && list.items().isEmpty())) {
      return site.mismatch(node, expected());
    }
    List<Object> values = new ArrayList<>(list.items().size());
    boolean whole = true;
    for (int i = 0; i < list.items().size(); i++) {
      Object value = site.child(i).bind(element, list.items().get(i));
      whole &= value != Site.FAILED;
      values.add(value);
    }
    if (!whole) {
      return Site.FAILED;
    }
    return set
        ? Collections.unmodifiableSet(new LinkedHashSet<>(values))
        : Collections.unmodifiableList(values);
  }

  @Override
  public Node unbind(Object value, Origin origin) {
    List<Node> items = new ArrayList<>();
    ((Collection<?>) value).forEach(item -> items.add(element.unbind(item, origin)));
    return new ListNode(items, origin);
  }

  @Override
  public String expected() {
    return (notEmpty ? "a list that is not empty, each item " : "a list, each item ")
        + element.expected();
  }
}
