package dev.hydrant.config.source;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.scalar.ImplicitType;
import dev.hydrant.config.source.yaml.Mark;
import dev.hydrant.config.source.yaml.YamlNode;
import dev.hydrant.config.source.yaml.YamlNode.Entry;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the tree of a YAML graph: types, merge keys, duplicate keys, and the budget in which every
 * use of an alias counts as if it were written out.
 */
final class YamlTreeBuilder {
  private static final String CORE = "tag:yaml.org,2002:";

  private final String source;
  private final Strings strings;
  private final Budget budget;
  private final KeyTrail path = new KeyTrail();
  private final Map<YamlNode, Built> anchored = new IdentityHashMap<>();
  private long nodes;
  private int depth;
  private int deepest;

  private record Built(Node node, long nodes, int height) {}

  YamlTreeBuilder(String source, InterpolationSyntax syntax, Budget budget) {
    this.source = source;
    this.strings = new Strings(syntax);
    this.budget = budget;
  }

  /** The text of a node that is a string, else null. */
  static String loneString(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && YamlScalars.type(scalar) == ImplicitType.STRING
        ? scalar.value()
        : null;
  }

  Node build(YamlNode from) {
    if (!from.anchored()) {
      count(1, from.mark());
      return make(from);
    }
    Built built = anchored.get(from);
    if (built == null) {
      long before = nodes;
      int outer = deepest;
      deepest = depth;
      count(1, from.mark());
      built = new Built(make(from), nodes - before, deepest - depth);
      deepest = Math.max(outer, deepest);
      anchored.put(from, built);
    } else {
      count(built.nodes(), from.mark());
      if (depth + built.height() > budget.depth()) {
        throw error("aliases nest values deeper than the limit of " + budget.depth(), from.mark());
      }
      deepest = Math.max(deepest, depth + built.height());
    }
    return built.node();
  }

  private Node make(YamlNode from) {
    if (from instanceof YamlNode.Scalar scalar) {
      return scalar(scalar);
    }
    depth++;
    deepest = Math.max(deepest, depth);
    Node node =
        from instanceof YamlNode.Sequence sequence
            ? sequence(sequence)
            : mapping((YamlNode.Mapping) from);
    depth--;
    return node;
  }

  private Node scalar(YamlNode.Scalar from) {
    ImplicitType type = YamlScalars.type(from);
    if (type == ImplicitType.STRING) {
      return strings.node(from.value(), origin(from.mark()), path);
    }
    return new ScalarNode(value(from, type), origin(from.mark()));
  }

  private Object value(YamlNode.Scalar from, ImplicitType type) {
    try {
      return YamlScalars.value(from, type);
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage(), from.mark());
    }
  }

  private Node sequence(YamlNode.Sequence from) {
    boolean pairs = tagged(from, "omap") || tagged(from, "pairs");
    if (!pairs && from.tag() != null && !tagged(from, "seq")) {
      throw badTag(from);
    }
    List<Node> items = new ArrayList<>(from.items().size());
    for (int i = 0; i < from.items().size(); i++) {
      path.push(i);
      YamlNode item = from.items().get(i);
      items.add(pairs ? pair(item) : build(item));
      path.pop();
    }
    return new ListNode(items, origin(from.mark()));
  }

  /**
   * An item of {@code !!omap} or {@code !!pairs}: a mapping of one entry, read as a list of two.
   */
  private Node pair(YamlNode from) {
    if (!(from instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
      throw error("an item of '!!omap' or '!!pairs' is a mapping of one entry", from.mark());
    }
    Entry entry = mapping.entries().get(0);
    count(1, from.mark());
    return new ListNode(List.of(build(entry.key()), build(entry.value())), origin(from.mark()));
  }

  private Node mapping(YamlNode.Mapping from) {
    if (from.tag() != null && !tagged(from, "map")) {
      throw badTag(from);
    }
    return new MapNode(entries(from, true), origin(from.mark()));
  }

  private Map<Object, Node> entries(YamlNode.Mapping from, boolean unique) {
    MappingEntries own = new MappingEntries();
    Map<Object, Node> merged = null;
    for (Entry entry : from.entries()) {
      YamlNode.Scalar key = key(entry.key());
      ImplicitType type = YamlScalars.type(key);
      if (type == ImplicitType.MERGE) {
        merged = merged == null ? new LinkedHashMap<>() : merged;
        merge(entry.value(), merged);
        continue;
      }
      boolean string = type == ImplicitType.STRING || type == ImplicitType.VALUE;
      Object name = string ? key.value() : otherKey(key, type);
      if (type == ImplicitType.STRING && unique && own.contains(name)) {
        throw error(
            "found duplicate key '"
                + name
                + "' in the mapping that starts at "
                + from.mark()
                + ": remove one of the two",
            entry.key().mark());
      }
      path.push(name);
      own.put(name, build(entry.value()));
      path.pop();
    }
    return merged == null ? own.map() : own.below(merged);
  }

  private YamlNode.Scalar key(YamlNode key) {
    if (key instanceof YamlNode.Scalar scalar) {
      return scalar;
    }
    throw error(
        "found unhashable key: a key is a single value, not a list or mapping; quote it if it is a"
            + " string",
        key.mark());
  }

  private Object otherKey(YamlNode.Scalar key, ImplicitType type) {
    Object value = value(key, type);
    if (value == null || value instanceof byte[]) {
      throw error(
          "Incompatible key type '"
              + (value == null ? "null" : "binary")
              + "': quote the key if it is a string",
          key.mark());
    }
    return value;
  }

  /** Puts in what {@code <<: mapping} or {@code <<: [mapping, ...]} brings; the first one wins. */
  private void merge(YamlNode from, Map<Object, Node> into) {
    if (from instanceof YamlNode.Sequence sequence) {
      for (int i = sequence.items().size() - 1; i >= 0; i--) {
        into.putAll(source(sequence.items().get(i)));
      }
    } else {
      into.putAll(source(from));
    }
  }

  private Map<Object, Node> source(YamlNode from) {
    if (!(from instanceof YamlNode.Mapping mapping)) {
      throw error(
          "expected a mapping or list of mappings for merging ('<<'), but found "
              + (from instanceof YamlNode.Scalar ? "a scalar" : "a list"),
          from.mark());
    }
    if (mapping.anchored()) {
      return ((MapNode) build(mapping)).entries();
    }
    depth++;
    Map<Object, Node> entries = entries(mapping, false);
    depth--;
    return entries;
  }

  private static boolean tagged(YamlNode node, String name) {
    return node.tag() != null
        && node.tag().startsWith(CORE)
        && node.tag().length() == CORE.length() + name.length()
        && node.tag().endsWith(name);
  }

  private ConfigLoadException badTag(YamlNode node) {
    return error(
        tagged(node, "set")
            ? "sets are not supported: write a list"
            : YamlScalars.unknownTag(node.tag()),
        node.mark());
  }

  private void count(long more, Mark mark) {
    nodes += more;
    if (nodes > budget.nodes()) {
      throw error(
          "more than " + budget.nodes() + " values, each use of an alias counted in full", mark);
    }
  }

  private Origin origin(Mark mark) {
    return new Origin(source, mark.line(), mark.column());
  }

  private ConfigLoadException error(String fact, Mark mark) {
    return new ConfigLoadException(fact, origin(mark));
  }
}
