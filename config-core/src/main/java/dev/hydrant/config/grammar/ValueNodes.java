package dev.hydrant.config.grammar;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns values of overrides into nodes of the configuration tree. */
final class ValueNodes {
  private final Origin origin;

  ValueNodes(Origin origin) {
    this.origin = origin;
  }

  Node node(OverrideValue value) {
    if (value instanceof OverrideValue.Scalar scalar) {
      return scalar.value() instanceof String s ? text(s) : new ScalarNode(scalar.value(), origin);
    }
    if (value instanceof OverrideValue.Quoted quoted) {
      return text(quoted.text());
    }
    if (value instanceof OverrideValue.Items list) {
      return list(list.items());
    }
    if (value instanceof OverrideValue.Extension extension) {
      return list(extension.items());
    }
    Map<Object, Node> entries = new LinkedHashMap<>();
    if (value instanceof OverrideValue.Entries dict) {
      for (Map.Entry<Object, OverrideValue> entry : dict.entries().entrySet()) {
        if (entry.getKey() == null) {
          throw new ConfigCompositionException("null is no key of a mapping", origin);
        }
        entries.put(entry.getKey(), node(entry.getValue()));
      }
    } else if (value instanceof SweepValue.Glob glob) {
      entries.put("include", list(glob.include()));
      entries.put("exclude", list(glob.exclude()));
    } else {
      throw new ConfigCompositionException(
          "a sweep inside a value; sweep over the whole value instead", origin);
    }
    return new MapNode(entries, origin);
  }

  private Node list(List<OverrideValue> items) {
    List<Node> nodes = new ArrayList<>(items.size());
    for (OverrideValue item : items) {
      nodes.add(node(item));
    }
    return new ListNode(nodes, origin);
  }

  private Node text(String text) {
    if (text.equals("???")) {
      return new MissingNode(origin);
    }
    if (!InterpolationParser.isInterpolation(text)) {
      return new ScalarNode(text, origin);
    }
    try {
      return new InterpolationNode(InterpolationParser.parse(text), origin);
    } catch (InterpolationException e) {
      throw new ConfigCompositionException(e.fact(), origin, e.suggestions());
    }
  }
}
