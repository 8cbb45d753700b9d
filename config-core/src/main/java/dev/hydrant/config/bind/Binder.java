package dev.hydrant.config.bind;

import dev.hydrant.config.BindException;
import dev.hydrant.config.BindException.Problem;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** Binds resolved trees to Java types, and checks trees that are still being composed. */
public final class Binder {
  private static final Origin PROGRAM = Origin.of("the program");

  private Binder() {}

  /**
   * Makes a value of a type from a resolved node.
   *
   * @param path where the node is in its configuration, dotted, for messages; empty for the root
   * @throws BindException with every problem there is
   * @throws IllegalArgumentException if the type itself cannot be bound, or a default in it does
   *     not fit
   */
  public static <T> T bind(Node node, String path, Class<T> type) {
    List<Problem> problems = new ArrayList<>();
    Object value = Shapes.of(type).bind(node, new Site(path, problems, false));
    if (!problems.isEmpty()) {
      throw new BindException(problems);
    }
    return boxed(type).cast(value);
  }

  /**
   * Finds what will never fit a type, whatever is still to come: unknown keys and values of the
   * wrong type. Missing values and interpolations are left for {@link #bind}.
   */
  public static List<Problem> check(Node node, String path, Class<?> type) {
    List<Problem> problems = new ArrayList<>();
    Shapes.of(type).bind(node, new Site(path, problems, true));
    return List.copyOf(problems);
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
