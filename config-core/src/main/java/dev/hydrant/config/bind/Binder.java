package dev.hydrant.config.bind;

import dev.hydrant.config.error.BindException;
import dev.hydrant.config.error.BindException.Problem;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.Origin;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** Binds trees to Java types, and checks trees that are still being composed. */
public final class Binder {
  private static final Origin PROGRAM = Origin.of("the program");

  private Binder() {}

  /**
   * Makes a value of a type from a node without interpolations.
   *
   * @param key the key of the node in its configuration; empty for the root
   * @throws BindException with every problem there is
   */
  public static <T> T bind(Node resolved, String key, Class<T> type) {
    return bind(resolved, path(key), type, Interpolations.NONE);
  }

  /** The steps of a dotted key; null for the empty one. */
  public static NodePath path(String key) {
    NodePath path = null;
    for (String step : key.isEmpty() ? new String[0] : key.split("\\.")) {
      path = NodePath.of(path, step);
    }
    return path;
  }

  /**
   * Makes a value of a type from a node.
   *
   * @param path where the node is in its configuration; null for the root
   * @throws BindException with every problem there is
   * @throws IllegalArgumentException if the type itself cannot be bound, or a default in it does
   *     not fit
   */
  public static <T> T bind(Node node, NodePath path, Class<T> type, Interpolations interpolations) {
    return boxed(type).cast(bind(node, path, type, interpolations, false));
  }

  /**
   * Makes a value of a generic type from a node.
   *
   * @param path where the node is in its configuration; null for the root
   * @param lenient whether keys that a type does not know are passed over
   * @throws BindException with every problem there is
   */
  public static Object bind(
      Node node, NodePath path, Type type, Interpolations interpolations, boolean lenient) {
    List<Problem> problems = new ArrayList<>();
    Site site = site(path, problems, interpolations);
    Shape shape = type instanceof Class<?> plain ? Shapes.of(plain) : Shapes.of(type);
    Object value = (lenient ? site.passingOver() : site).bind(shape, node);
    if (!problems.isEmpty()) {
      throw new BindException(problems);
    }
    return value;
  }

  /**
   * Finds what will never fit a type, whatever is still to come: unknown keys and values of the
   * wrong type. Missing values and interpolations are left for {@link #bind}.
   */
  public static List<Problem> check(Node node, NodePath path, Class<?> type) {
    List<Problem> problems = new ArrayList<>();
    site(path, problems, null).bind(Shapes.of(type), node);
    return List.copyOf(problems);
  }

  private static Site site(NodePath path, List<Problem> problems, Interpolations interpolations) {
    return path == null
        ? Site.root(problems, interpolations)
        : site(path.parent(), problems, interpolations).child(path.key());
  }

  /** Returns the tree of a program's own values: maps, collections, records and scalars. */
  public static Node node(Object value) {
    return new AnyShape().unbind(value, PROGRAM);
  }

  @SuppressWarnings("unchecked")
  private static <T> Class<T> boxed(Class<T> type) {
    return type.isPrimitive() ? (Class<T>) MethodType.methodType(type).wrap().returnType() : type;
  }
}
