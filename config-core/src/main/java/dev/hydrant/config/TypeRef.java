package dev.hydrant.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with its arguments, which a {@link Class} does not know: {@code new TypeRef<Map<String,
 * List<Db>>>() {}}.
 *
 * <pre>{@code
 * static java.util.List<String> hosts(Composition config) {
 *   return config.at("hosts").as(new TypeRef<java.util.List<String>>() {});
 * }
 * }</pre>
 */
public abstract class TypeRef<T> {
  private final Type type;

  /** Takes the argument of the subclass that the caller writes. */
  protected TypeRef() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent)) {
      throw new IllegalArgumentException("write new TypeRef<List<String>>() {}");
    }
    this.type = parent.getActualTypeArguments()[0];
  }

  /** The type. */
  public final Type type() {
    return type;
  }
}
