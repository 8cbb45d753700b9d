package dev.hydrant.config.bind;

import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.suggest.Suggestions;
import java.util.List;

/** One number, text, truth value, path or duration within constraints. */
record ScalarShape(ScalarType type, Constraints constraints) implements Shape {
  @Override
  public Object bind(Node node, Site site) {
    if (!(node instanceof ScalarNode scalar)) {
      return site.mismatch(node, expected());
    }
    Object value = scalar.value() == null ? null : type.convert(scalar.value());
    if (value == null) {
      return site.mismatch(node, expected() + type.hint(scalar.value()));
    }
    return constraints.hold(value) ? value : site.mismatch(node, expected(), near(scalar));
  }

  private List<String> near(ScalarNode scalar) {
    return Suggestions.nearest(String.valueOf(scalar.value()), constraints.options());
  }

  @Override
  public Node unbind(Object value, Origin origin) {
    return new ScalarNode(type.plain(value), origin);
  }

  @Override
  public String expected() {
    return constraints.options().isEmpty()
        ? type.noun() + constraints.phrase()
        : "one of " + String.join(", ", constraints.options());
  }
}
