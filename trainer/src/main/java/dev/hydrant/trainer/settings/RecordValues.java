package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Flatten;
import dev.hydrant.config.schema.Named;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The values of a config record under the keys they are configured by. */
public final class RecordValues {
  private RecordValues() {}

  public static Map<String, Object> of(Record config) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent c : config.getClass().getRecordComponents()) {
      Object value = get(config, c);
      if (c.isAnnotationPresent(Flatten.class)) {
        if (value instanceof Record r) {
          values.putAll(of(r));
        }
      } else {
        values.put(snakeCase(c.getName()), plain(value));
      }
    }
    return values;
  }

  private static Object get(Record config, RecordComponent c) {
    try {
      c.getAccessor().setAccessible(true);
      return c.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(c + " of " + config.getClass(), e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Optional<?> o) {
      return plain(o.orElse(null));
    }
    if (value instanceof Enum<?> e) {
      return name(e);
    }
    if (value instanceof List<?> l) {
      return l.stream().map(RecordValues::plain).toList();
    }
    return value instanceof Record r ? of(r) : value;
  }

  private static String name(Enum<?> e) {
    try {
      Named named = e.getDeclaringClass().getField(e.name()).getAnnotation(Named.class);
      return named == null ? e.name().toLowerCase(Locale.ROOT) : named.value();
    } catch (NoSuchFieldException x) {
      throw new IllegalStateException(x);
    }
  }

  public static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
