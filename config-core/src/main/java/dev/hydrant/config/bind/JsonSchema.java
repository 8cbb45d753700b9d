package dev.hydrant.config.bind;

import static dev.hydrant.config.bind.SchemaNodes.anyOf;
import static dev.hydrant.config.bind.SchemaNodes.entries;
import static dev.hydrant.config.bind.SchemaNodes.map;
import static dev.hydrant.config.bind.SchemaNodes.text;
import static dev.hydrant.config.bind.SchemaNodes.texts;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON Schema (draft 7, which editors know best) of what a shape accepts.
 *
 * <p>Made from the same shapes that bind, so that it cannot say anything else than the binder does;
 * aliases, flattened records and names of sealed types are in it. Checks between components are
 * not: JSON Schema cannot state them.
 */
public final class JsonSchema {
  private static final String INTERPOLATION = "interpolation";

  private final boolean file;
  private final Map<Object, Node> definitions = new LinkedHashMap<>();
  private final Map<RecordShape, String> names = new LinkedHashMap<>();

  private JsonSchema(boolean file) {
    this.file = file;
  }

  /** Returns the schema of a whole, resolved configuration of a type. */
  public static MapNode of(Class<?> type) {
    return new JsonSchema(false).root(type);
  }

  /**
   * Returns the schema of a config file that gives part of such a configuration: nothing is
   * required, a {@code defaults} list is allowed, and any value may be an interpolation or {@code
   * ???}.
   */
  public static MapNode ofFile(Class<?> type) {
    return new JsonSchema(true).root(type);
  }

  private MapNode root(Class<?> type) {
    Map<Object, Node> root = new LinkedHashMap<>();
    root.put("$schema", text("http://json-schema.org/draft-07/schema#"));
    root.put("title", text(type.getSimpleName()));
    Shape shape = Shapes.of(type);
    if (shape instanceof RecordShape record) {
      Map<Object, Node> object = object(record, null, "");
      if (file) {
        Map<Object, Node> properties = new LinkedHashMap<>();
        properties.put("defaults", map("type", text("array")));
        properties.putAll(((MapNode) object.get("properties")).entries());
        object.put("properties", map(properties));
      }
      root.putAll(object);
    } else {
      root.putAll(schema(shape));
    }
    if (file) {
      definitions.put(
          INTERPOLATION, map("type", text("string"), "pattern", text("^\\?\\?\\?$|\\$\\{")));
    }
    if (!definitions.isEmpty()) {
      root.put("definitions", map(definitions));
    }
    return map(root);
  }

  private Map<Object, Node> schema(Shape shape) {
    if (shape instanceof ScalarShape scalar) {
      return ScalarSchema.of(scalar);
    }
    if (shape instanceof EnumShape constants) {
      return entries("enum", texts(constants.constants().keySet()));
    }
    if (shape instanceof OptionalShape optional) {
      return anyOf(map(value(optional.inner())), map("type", text("null")));
    }
    if (shape instanceof ArrayShape array) {
      return list(array.list());
    }
    if (shape instanceof ListShape list) {
      return list(list);
    }
    if (shape instanceof MapShape map) {
      Map<Object, Node> schema = entries("type", text("object"));
      schema.put("additionalProperties", map(value(map.value())));
      if (map.notEmpty()) {
        schema.put("minProperties", new ScalarNode(1L, Origin.BUILTIN));
      }
      return schema;
    }
    if (shape instanceof RecordShape record) {
      return reference(record);
    }
    return shape instanceof UnionShape union ? union(union) : new LinkedHashMap<>();
  }

  /** The schema of a value in place, which in a file may be an interpolation. */
  private Map<Object, Node> value(Shape shape) {
    Map<Object, Node> schema = schema(shape);
    boolean anything = schema.isEmpty();
    return file && !anything
        ? anyOf(map(schema), map("$ref", text("#/definitions/" + INTERPOLATION)))
        : schema;
  }

  private Map<Object, Node> list(ListShape list) {
    Map<Object, Node> schema = entries("type", text("array"));
    schema.put("items", map(value(list.element())));
    if (list.notEmpty()) {
      schema.put("minItems", new ScalarNode(1L, Origin.BUILTIN));
    }
    return schema;
  }

  private Map<Object, Node> reference(RecordShape record) {
    String name = names.get(record);
    if (name == null) {
      name = nameOf(record);
      names.put(record, name);
      MapNode object = map(object(record, null, ""));
      Member lone = record.lone();
      definitions.put(name, lone == null ? object : map(anyOf(map(value(lone.shape())), object)));
    }
    return entries("$ref", text("#/definitions/" + name));
  }

  private String nameOf(RecordShape record) {
    Class<?> type = record.type();
    String name = nested(type);
    while (names.containsValue(name)) {
      name += "_";
    }
    return name;
  }

  /** The class name with those of the classes around it, without the package. */
  private static String nested(Class<?> type) {
    String inner = type.getSimpleName();
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? inner : nested(outer) + "." + inner;
  }

  private Map<Object, Node> union(UnionShape union) {
    List<Node> options = new ArrayList<>();
    options.add(map("enum", texts(union.options().keySet())));
    union.options().forEach((name, record) -> options.add(map(object(record, union, name))));
    return entries("anyOf", new ListNode(options, Origin.BUILTIN));
  }

  /** An object with the keys of a record and, as an option of a union, the one that names it. */
  private Map<Object, Node> object(RecordShape record, UnionShape union, String name) {
    Map<Object, Node> schema = new LinkedHashMap<>();
    if (!record.doc().isEmpty()) {
      schema.put("description", text(record.doc()));
    }
    schema.put("type", text("object"));
    ObjectKeys keys = new ObjectKeys();
    if (union != null) {
      keys.add(union.key(), map("const", text(name)), !name.equals(union.standard()));
    }
    members(record, keys);
    schema.put("properties", map(keys.properties()));
    if (!file) {
      schema.putAll(keys.requirements());
    }
    schema.put("additionalProperties", keys.rest());
    return schema;
  }

  private void members(RecordShape record, ObjectKeys keys) {
    for (Member member : record.layout().members()) {
      if (!member.flat()) {
        keys.add(member, map(described(member)));
      } else if (member.shape() instanceof RecordShape inner) {
        members(inner, keys);
      } else {
        keys.allowOthers(map(value(((MapShape) member.shape()).value())));
      }
    }
  }

  private Map<Object, Node> described(Member member) {
    Map<Object, Node> schema = new LinkedHashMap<>();
    if (!member.doc().isEmpty()) {
      schema.put("description", text(member.doc()));
    }
    if (member.standardText() != null) {
      schema.put("default", member.shape().unbind(member.standard(), Origin.BUILTIN));
    }
    Map<Object, Node> value = value(member.shape());
    if (!schema.isEmpty() && value.containsKey("$ref")) {
      schema.put("allOf", new ListNode(List.of(map(value)), Origin.BUILTIN));
    } else {
      schema.putAll(value);
    }
    return schema;
  }
}
