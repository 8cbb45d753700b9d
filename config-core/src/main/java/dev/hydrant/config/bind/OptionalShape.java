package dev.hydrant.config.bind;

import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
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
  public Node unbind(Object value, Origin origin) {
    if (value.equals(empty())) {
      return new ScalarNode(null, origin);
    }
    return inner.unbind(content(value), origin);
  }

  private static Object content(Object optional) {
    if (optional instanceof OptionalInt number) {
      return number.getAsInt();
    }
    if (optional instanceof OptionalLong number) {
      return number.getAsLong();
    }
    return optional instanceof OptionalDouble number
        ? (Object) number.getAsDouble()
        : ((Optional<?>) optional).orElseThrow();
  }

  @Override
  public String expected() {
    return inner.expected() + " or null";
  }
}
