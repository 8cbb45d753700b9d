package dev.hydrant.config.resolve;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds and spreads the mark of secret values. */
final class Secrets {
  private Secrets() {}

  /** Whether a node is or holds a secret. */
  static boolean isSecret(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.secret();
    }
    if (node instanceof ListNode list) {
      return list.items().stream().anyMatch(Secrets::isSecret);
    }
    return node instanceof MapNode map
        && map.entries().values().stream().anyMatch(Secrets::isSecret);
  }

  /** The value of a secret key: what it was found to be elsewhere in the tree is secret here. */
  static Value markAll(Value value) {
    if (value instanceof Place place && !place.isDetached() && place.parent() != null) {
      return place.isContainer() ? place : Place.detached(place.parent(), marked(place.node()));
    }
    return value instanceof Place place && !place.isDetached() ? place : mark(value);
  }

  /** Marks every scalar that a resolver made; what it only found in the tree stays as it is. */
  static Value mark(Value value) {
    if (value instanceof Place place) {
      return place.isDetached() ? Place.detached(place.parent(), mark(place.node())) : place;
    }
    if (value instanceof Value.PlainList list) {
      return Value.PlainList.of(list.items().stream().map(Secrets::mark).toList());
    }
    Map<Object, Value> entries = new LinkedHashMap<>();
    ((Value.PlainMap) value).entries().forEach((key, item) -> entries.put(key, mark(item)));
    return Value.PlainMap.of(entries);
  }

  /** Marks the texts and numbers of a tree; what they are called is no secret, nor is a switch. */
  static Node marked(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.value() == null || scalar.value() instanceof Boolean || scalar.secret()
          ? scalar
          : scalar.asSecret();
    }
    return mark(node);
  }

  private static Node mark(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.asSecret();
    }
    if (node instanceof ListNode list) {
      List<Node> items = new ArrayList<>(list.items().size());
      list.items().forEach(item -> items.add(mark(item)));
      return new ListNode(items, list.origin());
    }
    if (node instanceof MapNode map) {
      Map<Object, Node> entries = new LinkedHashMap<>();
      map.entries().forEach((key, item) -> entries.put(key, mark(item)));
      return new MapNode(entries, map.origin());
    }
    return node;
  }
}
