package dev.hydrant.config.bind;

import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.suggest.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An enum, by the names of its constants: {@code @Named}, or the constant in lower case. Case,
 * {@code -} and {@code _} do not matter when reading.
 *
 * @param constants by their names in a config, in order of declaration
 */
record EnumShape(Class<?> type, Map<String, Object> constants) implements Shape {
  static EnumShape of(Class<?> type) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(Names.of((Enum<?>) constant), constant);
    }
    return new EnumShape(type, constants);
  }

  @Override
  public Object bind(Node node, Site site) {
    if (!(node instanceof ScalarNode scalar) || !(scalar.value() instanceof String text)) {
      return site.mismatch(node, expected());
    }
    for (Map.Entry<String, Object> entry : constants.entrySet()) {
      Enum<?> constant = (Enum<?>) entry.getValue();
      if (same(text, entry.getKey()) || same(text, constant.name())) {
        return constant;
      }
    }
    List<String> names = new ArrayList<>(constants.keySet());
    return site.mismatch(node, expected(), Suggestions.nearest(text, names));
  }

  private static boolean same(String text, String name) {
    return normal(text).equals(normal(name));
  }

  private static String normal(String name) {
    return name.replace('-', '_').toLowerCase(Locale.ROOT);
  }

  @Override
  public Node unbind(Object value, Origin origin) {
    return new ScalarNode(Names.of((Enum<?>) value), origin);
  }

  @Override
  public String expected() {
    return "one of " + String.join(", ", constants.keySet());
  }
}
