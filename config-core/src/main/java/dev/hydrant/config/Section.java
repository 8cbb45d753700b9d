package dev.hydrant.config;

import dev.hydrant.config.error.BindException;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.scalar.FloatText;
import dev.hydrant.config.suggest.Suggestions;
import java.lang.invoke.MethodType;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place of a {@link Composition}: a mapping, a list, or a single value. It is a view by key, made
 * without looking anything up; a missing or wrongly typed value is reported when it is asked for.
 *
 * <pre>{@code
 * static void use(Composition config) {
 *   Section db = config.at("db");
 *   String host = db.getString("host");
 *   Duration timeout = db.at("timeout").as(Duration.class);
 *   for (Section replica : db.at("replicas").items()) {
 *     System.out.println(replica.key() + " " + replica.getString("host"));
 *   }
 * }
 * }</pre>
 */
public final class Section {
  private final Composition composition;
  private final String key;

  Section(Composition composition, String key) {
    this.composition = composition;
    this.key = key;
  }

  /** The key from the root; empty for the root itself. */
  public String key() {
    return key;
  }

  /** A place below this one. */
  public Section at(String below) {
    return new Section(composition, key.isEmpty() ? below : key + "." + below);
  }

  /** The resolved node here; empty when absent or {@code ???}. */
  public Optional<Node> find() {
    return composition.find(key);
  }

  /**
   * The resolved node here.
   *
   * @throws ConfigException if there is none
   */
  public Node node() {
    return find().orElseThrow(this::absent);
  }

  /** Tells whether there is a value here, null included. */
  public boolean isPresent() {
    return find().isPresent();
  }

  /** The keys of a mapping, in order, as text. */
  public List<String> keys() {
    if (node() instanceof MapNode map) {
      return map.entries().keySet().stream().map(String::valueOf).toList();
    }
    throw wrong("a mapping", node());
  }

  /** The items of a list. */
  public List<Section> items() {
    if (!(node() instanceof ListNode list)) {
      throw wrong("a list", node());
    }
    List<Section> items = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      items.add(new Section(composition, key + "[" + i + "]"));
    }
    return items;
  }

  /**
   * This place as a record, sealed type, enum, collection or other value, as the annotations of
   * {@code dev.hydrant.config.schema} describe it.
   *
   * @throws BindException with every problem there is: unknown keys, wrong types, missing values,
   *     broken constraints, interpolations that cannot be resolved
   * @throws IllegalArgumentException if the type itself cannot be bound
   */
  public <T> T as(Class<T> type) {
    return boxed(type).cast(composition.bind(key, type, false, this::absent));
  }

  /** This place as a type with arguments, such as {@code new TypeRef<Map<String, Db>>() {}}. */
  @SuppressWarnings("unchecked") // the binder makes what the type says
  public <T> T as(TypeRef<T> type) {
    return (T) composition.bind(key, type.type(), false, this::absent);
  }

  /** This place as a type; keys that a record does not know are passed over, at any depth. */
  public <T> T asLenient(Class<T> type) {
    return boxed(type).cast(composition.bind(key, type, true, this::absent));
  }

  @SuppressWarnings("unchecked")
  private static <T> Class<T> boxed(Class<T> type) {
    return type.isPrimitive() ? (Class<T>) MethodType.methodType(type).wrap().returnType() : type;
  }

  /** The value below this place as a type; empty where there is none, or null. */
  public <T> Optional<T> find(String below, Class<T> type) {
    Section at = at(below);
    return at.find().filter(Section::isSomething).map(node -> at.as(type));
  }

  private static boolean isSomething(Node node) {
    return !(node instanceof ScalarNode scalar && scalar.value() == null);
  }

  /** The value below this place, or another where there is none; of the other's type. */
  @SuppressWarnings("unchecked")
  public <T> T get(String below, T otherwise) {
    Class<T> type =
        (Class<T>)
            (otherwise instanceof Enum<?> constant
                ? constant.getDeclaringClass()
                : otherwise instanceof Path ? Path.class : otherwise.getClass());
    return find(below, type).orElse(otherwise);
  }

  /** The list below this place, each item as a type. */
  public <T> List<T> getList(String below, Class<T> item) {
    return at(below).items().stream().map(section -> section.as(item)).toList();
  }

  /** The duration below this place: {@code 90s}, {@code 1h30m}, or a number of seconds. */
  public Duration getDuration(String below) {
    return at(below).as(Duration.class);
  }

  /** The string below this place. */
  public String getString(String below) {
    return at(below).asString();
  }

  /** The whole number below this place. */
  public int getInt(String below) {
    return at(below).asInt();
  }

  /** The whole number below this place. */
  public long getLong(String below) {
    return at(below).asLong();
  }

  /** The number below this place. */
  public double getDouble(String below) {
    return at(below).asDouble();
  }

  /** The boolean below this place. */
  public boolean getBoolean(String below) {
    return at(below).asBoolean();
  }

  /** The string here; numbers and booleans are given as their text. */
  public String asString() {
    Object value = scalar("a string");
    if (value instanceof Double d) {
      return FloatText.of(d);
    }
    if (value == null || value instanceof byte[]) {
      throw wrong("a string", node());
    }
    return value.toString();
  }

  /** The whole number here. */
  public int asInt() {
    long value = asLong();
    if (value != (int) value) {
      throw wrong("a whole number of 32 bits", node());
    }
    return (int) value;
  }

  /** The whole number here. */
  public long asLong() {
    if (scalar("a whole number") instanceof Long value) {
      return value;
    }
    throw wrong("a whole number", node());
  }

  /** The number here. */
  public double asDouble() {
    Object value = scalar("a number");
    if (value instanceof Double || value instanceof Long || value instanceof BigInteger) {
      return ((Number) value).doubleValue();
    }
    throw wrong("a number", node());
  }

  /** The boolean here. */
  public boolean asBoolean() {
    if (scalar("true or false") instanceof Boolean value) {
      return value;
    }
    throw wrong("true or false", node());
  }

  private Object scalar(String wanted) {
    if (node() instanceof ScalarNode s) {
      return s.value();
    }
    throw wrong(wanted, node());
  }

  private ConfigException wrong(String wanted, Node found) {
    return new BindException(
        "'" + key + "' must be " + wanted + ", not " + shown(found) + ".", found.origin());
  }

  private static String shown(Node node) {
    if (node instanceof MapNode) {
      return "a mapping";
    }
    if (node instanceof ListNode) {
      return "a list";
    }
    ScalarNode scalar = (ScalarNode) node;
    if (scalar.secret()) {
      return ScalarNode.MASK;
    }
    return scalar.value() == null ? "null" : "'" + scalar.value() + "'";
  }

  ConfigException absent() {
    int dot = key.lastIndexOf('.');
    String parent = dot < 0 ? "" : key.substring(0, dot);
    Optional<Node> above = dot < 0 ? Optional.of(composition.node()) : composition.find(parent);
    List<String> near = List.of();
    Origin origin = null;
    boolean missing = false;
    if (above.isPresent() && above.get() instanceof MapNode map) {
      String last = key.substring(dot + 1);
      Node here = map.get(last);
      missing = here != null && !(here instanceof InterpolationNode);
      origin = here == null ? null : here.origin();
      List<String> known = map.entries().keySet().stream().map(String::valueOf).toList();
      near = missing ? List.of() : Suggestions.nearest(last, known);
    }
    String fact =
        missing
            ? "is ???: give it a value, for instance by the override " + key + "=VALUE"
            : "is not in the configuration";
    return new BindException(
        List.of(new BindException.Problem(key, fact, null, null, origin, near)));
  }
}
