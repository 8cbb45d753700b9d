package dev.hydrant.config.merge;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import java.util.ArrayList;
import java.util.List;

/** A list that has been opened for change. */
public final class ListBranch extends Branch {
  private final List<Object> items;
  private Origin origin;

  ListBranch(TreeBuilder builder, Branch parent, Object key, ListNode list) {
    super(builder, parent, key, list);
    this.items = new ArrayList<>(list.items());
    this.origin = list.origin();
  }

  /** The number of items. */
  public int size() {
    return items.size();
  }

  @Override
  public Object get(Object index) {
    int i = (Integer) index;
    return i >= 0 && i < items.size() ? items.get(i) : null;
  }

  @Override
  public Branch open(Object index) {
    Object child = items.get((Integer) index);
    if (child instanceof Branch b) {
      return b;
    }
    Branch opened = open(index, (Node) child);
    items.set((Integer) index, opened);
    return opened;
  }

  @Override
  public void put(Object index, Node value) {
    changed();
    items.set((Integer) index, value);
  }

  /** Takes the items of another list in place of its own. */
  void replace(ListNode list) {
    changed();
    items.clear();
    items.addAll(list.items());
    origin = list.origin();
  }

  /** Appends items. */
  public void addAll(List<Node> more) {
    changed();
    items.addAll(more);
  }

  @Override
  Node snapshot() {
    return new ListNode(items.stream().map(Branch::node).toList(), origin);
  }
}
