package dev.hydrant.config.bind;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
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

  /** The shape of a generic type that a program binds to. */
  static Shape of(Type type) {
    return of(type, Constraints.NONE, type.getTypeName());
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
    if (type instanceof GenericArrayType array) {
      Type component = array.getGenericComponentType();
      Class<?> raw =
          (Class<?>) (component instanceof ParameterizedType p ? p.getRawType() : component);
      return array(raw, of(component, constraints.ofElements(), where), constraints);
    }
    if (type instanceof WildcardType any) {
      return of(any.getUpperBounds()[0], constraints, where);
    }
    throw unsupported(type, where);
  }

  private static Shape array(Class<?> component, Shape element, Constraints constraints) {
    return new ArrayShape(component, new ListShape(element, false, constraints.notEmpty()));
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
    if (type == Map.class) {
      return new MapShape(new AnyShape(), new AnyShape(), constraints.notEmpty());
    }
    if (type == List.class || type == Collection.class || type == Set.class) {
      return new ListShape(new AnyShape(), type == Set.class, constraints.notEmpty());
    }
    if (type.isArray()) {
      Class<?> component = type.getComponentType();
      return array(component, plain(component, constraints.ofElements(), where), constraints);
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
    boolean own = !type.getName().startsWith("java.") && !type.getName().startsWith("javax.");
    boolean made = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
    boolean annotated =
        Arrays.stream(type.getAnnotations())
            .anyMatch(a -> a.annotationType().getName().startsWith("com.fasterxml.jackson."));
    if (own
        && (made || annotated || type.getName().startsWith("com.fasterxml.jackson.databind."))) {
      return new JacksonShape(type);
    }
    throw unsupported(type, where);
  }

  private static IllegalArgumentException unsupported(Type type, String where) {
    return new IllegalArgumentException(
        where
            + ": "
            + type.getTypeName()
            + " cannot be bound; use a record, sealed interface of records, enum, primitive,"
            + " String, BigInteger, BigDecimal, Path, URI, UUID, Duration, java.time, Object,"
            + " a class for Jackson, or a List, Set, Map, array or Optional of these");
  }
}
