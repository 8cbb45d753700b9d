package dev.hydrant.config.bind;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.schema.Discriminator;
import dev.hydrant.config.suggest.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sealed interface of records, told apart by the value of one key. The name alone, as in {@code
 * schedule: cosine}, stands for the record with its defaults. Names come from the program; a class
 * name in a config means nothing.
 */
public final class UnionShape implements Shape {
  private final Class<?> type;
  private final String key;
  private final String standard;
  private volatile Map<String, RecordShape> options;

  UnionShape(Class<?> type) {
    this.type = type;
    Discriminator discriminator = type.getAnnotation(Discriminator.class);
    this.key = discriminator == null ? "type" : discriminator.key();
    this.standard = discriminator == null ? "" : discriminator.standard();
  }

  Class<?> type() {
    return type;
  }

  String key() {
    return key;
  }

  /** The name that is meant without the key; empty when there is none. */
  String standard() {
    return standard;
  }

  Map<String, RecordShape> options() {
    Map<String, RecordShape> known = options;
    if (known == null) {
      Map<String, RecordShape> found = new LinkedHashMap<>();
      collect(type, found);
      known = Collections.unmodifiableMap(found);
      options = known;
    }
    return known;
  }

  private void collect(Class<?> sealed, Map<String, RecordShape> found) {
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        collect(permitted, found);
      } else if (!permitted.isRecord()) {
        throw new IllegalArgumentException(
            type.getSimpleName() + " permits " + permitted.getSimpleName() + ", not a record");
      } else if (found.put(Names.of(permitted, sealed), record(permitted)) != null) {
        throw new IllegalArgumentException(
            type.getSimpleName() + ": two records are named " + Names.of(permitted, sealed));
      }
    }
  }

  private static RecordShape record(Class<?> type) {
    return (RecordShape) Shapes.of(type);
  }

  @Override
  public Object bind(Node node, Site site) {
    if (node instanceof ScalarNode scalar && scalar.value() instanceof String name) {
      RecordShape option = options().get(name);
      return option == null
          ? unknown(name, scalar, site)
          : option.bind(new MapNode(Map.of(), node.origin()), site);
    }
    return node instanceof MapNode map ? bindMap(map, site) : site.mismatch(node, expected());
  }

  private Object bindMap(MapNode map, Site site) {
    if (map.get(key) == null) {
      return standard.isEmpty()
          ? site.child(key).absent(names(), map.origin())
          : options().get(standard).bind(map, site);
    }
    Node given = site.child(key).look(map.get(key));
    if (given == null) {
      return Site.FAILED;
    }
    if (!(given instanceof ScalarNode scalar) || !(scalar.value() instanceof String name)) {
      return site.child(key).mismatch(given, names());
    }
    RecordShape option = options().get(name);
    return option == null
        ? unknown(name, scalar, site.child(key))
        : option.bind(map, site, Set.of(key));
  }

  private Object unknown(String name, ScalarNode node, Site site) {
    List<String> near = Suggestions.nearest(name, new ArrayList<>(options().keySet()));
    return site.mismatch(node, names(), near);
  }

  private String names() {
    return "one of " + String.join(", ", options().keySet());
  }

  @Override
  public Node unbind(Object value, Origin origin) {
    Map<Object, Node> entries = new LinkedHashMap<>();
    for (Map.Entry<String, RecordShape> option : options().entrySet()) {
      if (option.getValue().type() == value.getClass()) {
        entries.put(key, new ScalarNode(option.getKey(), origin));
        entries.putAll(option.getValue().unbind(value, origin).entries());
      }
    }
    return new MapNode(entries, origin);
  }

  @Override
  public String expected() {
    return "a mapping with '" + key + "', " + names();
  }
}
