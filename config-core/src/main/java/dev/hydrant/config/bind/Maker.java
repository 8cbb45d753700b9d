package dev.hydrant.config.bind;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.schema.Check;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The reflective side of a record: calls its canonical constructor and then its {@link Check}
 * methods, and reads its components. An {@link IllegalArgumentException} of the constructor is the
 * user's mistake and becomes a problem; any other exception is the program's defect and is thrown
 * on.
 */
record Maker(Constructor<?> constructor, List<Method> accessors, List<Method> checks) {

  static Maker of(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      open(constructor, type);
      List<Method> accessors =
          Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).toList();
      accessors.forEach(accessor -> open(accessor, type));
      return new Maker(constructor, accessors, checks(type));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Method> checks(Class<?> type) {
    List<Method> checks = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Check.class)) {
        if (method.getReturnType() != boolean.class || method.getParameterCount() != 0) {
          throw new IllegalArgumentException(
              method + ": a @Check takes no parameters and returns boolean");
        }
        open(method, type);
        checks.add(method);
      }
    }
    checks.sort((a, b) -> a.getName().compareTo(b.getName()));
    return List.copyOf(checks);
  }

  private static void open(AccessibleObject member, Class<?> type) {
    try {
      member.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "module "
              + type.getModule().getName()
              + " must open package "
              + type.getPackageName()
              + " to dev.hydrant.config so that "
              + type.getSimpleName()
              + " can be bound",
          e);
    }
  }

  Object make(Object[] values, Layout layout, MapNode map, Site site) {
    try {
      Object made = constructor.newInstance(values);
      boolean whole = true;
      for (Method check : checks) {
        if (!holds(check, made)) {
          String sentence = check.getAnnotation(Check.class).value();
          site.report(CheckText.of(sentence, layout, map), map.origin(), List.of());
          whole = false;
        }
      }
      return whole ? made : Site.FAILED;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException mistake) {
        return site.report(String.valueOf(mistake.getMessage()), map.origin(), List.of());
      }
      throw unexpected(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The i-th component of a record. */
  Object component(int i, Object record) {
    try {
      return accessors.get(i).invoke(record);
    } catch (InvocationTargetException e) {
      throw unexpected(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A division by zero inside a check is a condition that does not hold. */
  private static boolean holds(Method check, Object made) throws ReflectiveOperationException {
    try {
      return (boolean) check.invoke(made);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ArithmeticException) {
        return false;
      }
      throw e;
    }
  }

  private static RuntimeException unexpected(InvocationTargetException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }
}
