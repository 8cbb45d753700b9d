package dev.hydrant.config.bind;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.schema.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON Schema of one scalar and its constraints. */
final class ScalarSchema {
  private ScalarSchema() {}

  static Map<Object, Node> of(ScalarShape shape) {
    Constraints constraints = shape.constraints();
    if (!constraints.options().isEmpty()) {
      return SchemaNodes.entries("enum", options(shape));
    }
    Map<Object, Node> schema = new LinkedHashMap<>();
    boolean duration = shape.type().type() == Duration.class;
    schema.put("type", duration ? SchemaNodes.texts(List.of("string", "number")) : type(shape));
    if (constraints.range() != null && !duration) {
      range(constraints.range(), schema);
    }
    if (constraints.pattern() != null) {
      schema.put("pattern", SchemaNodes.text("^(?:" + constraints.pattern().pattern() + ")$"));
    } else if (constraints.notEmpty()) {
      schema.put("pattern", SchemaNodes.text("\\S"));
    }
    return schema;
  }

  private static Node type(ScalarShape shape) {
    return SchemaNodes.text(shape.type().json());
  }

  private static Node options(ScalarShape shape) {
    List<Node> options = new ArrayList<>();
    for (String option : shape.constraints().options()) {
      Object value = shape.type().convert(option);
      options.add(shape.unbind(value == null ? option : value, Origin.BUILTIN));
    }
    return new ListNode(options, Origin.BUILTIN);
  }

  private static void range(Range range, Map<Object, Node> schema) {
    bound(schema, "minimum", range.min());
    bound(schema, "maximum", range.max());
    bound(schema, "exclusiveMinimum", range.above());
    bound(schema, "exclusiveMaximum", range.below());
  }

  private static void bound(Map<Object, Node> schema, String word, double bound) {
    if (Double.isFinite(bound)) {
      boolean whole = bound == Math.rint(bound) && Math.abs(bound) < 1e15;
      Object value = whole ? (Object) (long) bound : (Object) bound;
      schema.put(word, new ScalarNode(value, Origin.BUILTIN));
    }
  }
}
