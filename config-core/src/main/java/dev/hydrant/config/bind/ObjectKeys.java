package dev.hydrant.config.bind;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The properties of one JSON Schema object while they are gathered. */
final class ObjectKeys {
  private final Map<Object, Node> properties = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();
  private final List<Node> requiredUnderSomeName = new ArrayList<>();
  private Node rest = new ScalarNode(false, Origin.BUILTIN);

  void add(String key, Node schema, boolean isRequired) {
    properties.put(key, schema);
    if (isRequired) {
      required.add(key);
    }
  }

  void add(Member member, Node schema) {
    member.keys().forEach(key -> properties.put(key, schema));
    if (member.required() && member.keys().size() == 1) {
      required.add(member.key());
    } else if (member.required()) {
      List<Node> names = new ArrayList<>();
      for (String key : member.keys()) {
        names.add(SchemaNodes.map("required", SchemaNodes.texts(List.of(key))));
      }
      requiredUnderSomeName.add(SchemaNodes.map("anyOf", new ListNode(names, Origin.BUILTIN)));
    }
  }

  void allowOthers(Node schema) {
    rest = schema;
  }

  Map<Object, Node> properties() {
    return properties;
  }

  Map<Object, Node> requirements() {
    Map<Object, Node> requirements = new LinkedHashMap<>();
    if (!required.isEmpty()) {
      requirements.put("required", SchemaNodes.texts(required));
    }
    if (!requiredUnderSomeName.isEmpty()) {
      requirements.put("allOf", new ListNode(requiredUnderSomeName, Origin.BUILTIN));
    }
    return requirements;
  }

  Node rest() {
    return rest;
  }
}
