package dev.hydrant.config.write;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows a resolved tree to programs that use typesafe-config; every value's origin names our file
 * and line. The view has no order of keys, as all of that library's trees.
 */
public final class TypesafeView {
  private TypesafeView() {}

  /**
   * Makes the view. Missing values are absent, so that {@code getX} fails and {@code hasPath} is
   * false. Keys become their text, ints beyond 64 bits and bytes become strings.
   */
  public static Config of(MapNode root) {
    return object(root).toConfig();
  }

  private static ConfigObject object(MapNode map) {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (key, node) -> {
              if (!(node instanceof MissingNode)) {
                values.put(String.valueOf(key), value(node));
              }
            });
    ConfigObject object =
        values.isEmpty() ? ConfigFactory.empty().root() : ConfigValueFactory.fromMap(values);
    return object.withOrigin(origin(map.origin()));
  }

  private static ConfigValue value(Node node) {
    if (node instanceof MapNode map) {
      return object(map);
    }
    if (node instanceof ListNode list) {
      List<ConfigValue> items = new ArrayList<>(list.items().size());
      for (Node item : list.items()) {
        items.add(value(item));
      }
      return ConfigValueFactory.fromIterable(items).withOrigin(origin(list.origin()));
    }
    return ConfigValueFactory.fromAnyRef(plain(node)).withOrigin(origin(node.origin()));
  }

  private static Object plain(Node node) {
    if (node instanceof ScalarNode scalar) {
      if (scalar.value() instanceof BigInteger big) {
        return big.toString();
      }
      return scalar.value() instanceof byte[] bytes
          ? Base64.getEncoder().encodeToString(bytes)
          : scalar.value();
    }
    return node instanceof InterpolationNode i ? i.interpolation().text() : "???";
  }

  private static ConfigOrigin origin(Origin origin) {
    ConfigOrigin named = ConfigOriginFactory.newSimple(origin.source());
    return origin.line() > 0 ? named.withLineNumber(origin.line()) : named;
  }
}
