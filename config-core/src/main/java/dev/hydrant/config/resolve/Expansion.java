package dev.hydrant.config.resolve;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.error.InterpolationException.Kind;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes nodes without interpolations of values. Each place is expanded once and the result shared,
 * so that many references to one container cost no more than one.
 */
final class Expansion {
  private final Evaluation evaluation;
  private final Trace trace;

  /** Whether a reference to {@code ???} expands to {@code ???} instead of failing. */
  boolean keepMissing;

  Expansion(Evaluation evaluation) {
    this.evaluation = evaluation;
    this.trace = evaluation.trace;
  }

  /** The value as a node without interpolations. */
  Node expand(Value value, Origin origin) {
    if (value instanceof Place place) {
      return expand(place);
    }
    trace.made(value.size());
    trace.deeper();
    try {
      if (value instanceof Value.PlainList list) {
        List<Node> items = new ArrayList<>(list.items().size());
        for (Value item : list.items()) {
          items.add(expand(item, origin));
        }
        return new ListNode(items, origin);
      }
      Map<Object, Node> entries = new LinkedHashMap<>();
      for (Map.Entry<Object, Value> e : ((Value.PlainMap) value).entries().entrySet()) {
        entries.put(e.getKey(), expand(e.getValue(), origin));
      }
      return new MapNode(entries, origin);
    } finally {
      trace.shallower();
    }
  }

  Node expand(Place place) {
    if (place.expanded == null) {
      if (place.node() instanceof InterpolationNode) {
        interpolation(place);
      } else if (place.isContainer()) {
        container(place);
      } else {
        done(place, place.node(), 1);
      }
    }
    return place.expanded;
  }

  private void interpolation(Place place) {
    Value value;
    try {
      value = evaluation.value(place);
    } catch (InterpolationException e) {
      if (keepMissing && e.kind() == Kind.MISSING_VALUE) {
        done(place, new MissingNode(place.node().origin()), 1);
        return;
      }
      throw e;
    }
    trace.follow(place);
    try {
      Node node = expand(value, place.node().origin());
      done(place, node, expandedSize(value));
      trace.checkNodes(place.expandedSize);
    } finally {
      trace.unfollow();
    }
  }

  private void container(Place place) {
    if (place.expanding) {
      throw trace.cycle(place);
    }
    trace.deeper();
    place.expanding = true;
    try {
      if (place.node() instanceof MapNode map) {
        map(place, map);
      } else {
        list(place, (ListNode) place.node());
      }
    } finally {
      place.expanding = false;
      trace.shallower();
    }
  }

  private void map(Place place, MapNode map) {
    Map<Object, Node> entries = null;
    long size = 1;
    for (Map.Entry<Object, Node> e : map.entries().entrySet()) {
      Node child = e.getValue();
      size++;
      if (isFinal(child)) {
        continue;
      }
      Place at = place.child(e.getKey(), child);
      Node expanded = expand(at);
      size += at.expandedSize - 1;
      trace.checkNodes(size);
      if (expanded != child) {
        entries = entries == null ? new LinkedHashMap<>(map.entries()) : entries;
        entries.put(e.getKey(), expanded);
      }
    }
    done(place, entries == null ? map : new MapNode(entries, map.origin()), size);
  }

  private void list(Place place, ListNode list) {
    List<Node> items = new ArrayList<>(list.items());
    boolean changed = false;
    long size = 1;
    for (int i = 0; i < items.size(); i++) {
      Node child = items.get(i);
      size++;
      if (isFinal(child)) {
        continue;
      }
      Place at = place.child(i, child);
      Node expanded = expand(at);
      size += at.expandedSize - 1;
      trace.checkNodes(size);
      changed |= expanded != child;
      items.set(i, expanded);
    }
    done(place, changed ? new ListNode(items, list.origin()) : list, size);
  }

  private static boolean isFinal(Node node) {
    return !(node instanceof InterpolationNode
        || node instanceof MapNode
        || node instanceof ListNode);
  }

  private static void done(Place place, Node node, long size) {
    place.expanded = node;
    place.expandedSize = size;
  }

  /** The size of a value that has been expanded. */
  static long expandedSize(Value value) {
    if (value instanceof Place place) {
      return place.expandedSize;
    }
    Collection<Value> items =
        value instanceof Value.PlainList list
            ? list.items()
            : ((Value.PlainMap) value).entries().values();
    return 1 + items.stream().mapToLong(Expansion::expandedSize).sum();
  }
}
