package dev.hydrant.config.bind;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The shapes of Java types. Records and sealed types are read once and remembered. */
final class Shapes {
  private static final ClassValue<Shape> NAMED =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return type.isRecord() ? new RecordShape(type) : new UnionShape(type);
        }
      };

  private Shapes() {}

  /** The shape of a class that a program binds to. */
  static Shape of(Class<?> type) {
    return of(type, type, type.getSimpleName());
  }

  /** The shape of a component's type under the component's constraints. */
  static Shape of(Type type, AnnotatedElement component, String where) {
    Constraints constraints =
        component instanceof Class<?> ? Constraints.NONE : Constraints.of(component);
    return of(type, constraints, where);
  }

  private static Shape of(Type type, Constraints constraints, String where) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic, constraints, where);
    }
    if (type instanceof Class<?> plain) {
      return plain(plain, constraints, where);
    }
    throw unsupported(type, where);
  }

  private static Shape generic(ParameterizedType type, Constraints constraints, String where) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    if (raw == Optional.class) {
      return new OptionalShape(raw, of(arguments[0], constraints, where));
    }
    boolean notEmpty = constraints.notEmpty();
    Constraints inner = constraints.ofElements();
    if (raw == List.class || raw == Collection.class || raw == Set.class) {
      return new ListShape(of(arguments[0], inner, where), raw == Set.class, notEmpty);
    }
    if (raw == Map.class) {
      Shape key = of(arguments[0], Constraints.NONE, where);
      return new MapShape(key, of(arguments[1], inner, where), notEmpty);
    }
    throw unsupported(type, where);
  }

  private static Shape plain(Class<?> type, Constraints constraints, String where) {
    ScalarType scalar = ScalarType.of(type);
    if (scalar != null) {
      return new ScalarShape(scalar, constraints);
    }
    if (type == Object.class) {
      return new AnyShape();
    }
    if (type.isEnum()) {
      return EnumShape.of(type);
    }
    if (type.isRecord() || type.isSealed()) {
      return NAMED.get(type);
    }
    return optionalOfPrimitive(type, constraints, where);
  }

  private static Shape optionalOfPrimitive(Class<?> type, Constraints constraints, String where) {
    if (type == OptionalInt.class) {
      return new OptionalShape(type, plain(int.class, constraints, where));
    }
    if (type == OptionalLong.class) {
      return new OptionalShape(type, plain(long.class, constraints, where));
    }
    if (type == OptionalDouble.class) {
      return new OptionalShape(type, plain(double.class, constraints, where));
    }
    throw unsupported(type, where);
  }

  private static IllegalArgumentException unsupported(Type type, String where) {
    return new IllegalArgumentException(
        where
            + ": "
            + type.getTypeName()
            + " cannot be bound; use a record, sealed interface of records, enum, primitive,"
            + " String, BigInteger, BigDecimal, Path, Duration, Object,"
            + " or a List, Set, Map or Optional of these");
  }
}
