package dev.hydrant.config.bind;

import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** An {@link Optional} or one of its primitive forms; null is empty. */
record OptionalShape(Class<?> type, Shape inner) implements Shape {
  @Override
  public Object bind(Node node, Site site) {
    if (node instanceof ScalarNode scalar && scalar.value() == null) {
      return empty();
    }
    Object value = inner.bind(node, site);
    return value == Site.FAILED ? value : present(value);
  }

  Object empty() {
    if (type == OptionalInt.class) {
      return OptionalInt.empty();
    }
    if (type == OptionalLong.class) {
      return OptionalLong.empty();
    }
    return type == OptionalDouble.class ? OptionalDouble.empty() : Optional.empty();
  }

  private Object present(Object value) {
    if (type == OptionalInt.class) {
      return OptionalInt.of((Integer) value);
    }
    if (type == OptionalLong.class) {
      return OptionalLong.of((Long) value);
    }
    return type == OptionalDouble.class ? OptionalDouble.of((Double) value) : Optional.of(value);
  }

  @Override
  public String expected() {
    return inner.expected() + " or null";
  }
}
