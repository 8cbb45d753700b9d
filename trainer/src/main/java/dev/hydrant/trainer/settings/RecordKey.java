package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Flatten;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A key that a record has, and what the annotations of its component say of it.
 *
 * @param path dotted
 */
public record RecordKey(String path, RecordComponent component) {
  /**
   * The keys of a record and of the records inside it, each under all its names.
   *
   * @param prefix what stands before them, such as {@code model_cfg.}
   */
  public static List<RecordKey> of(Class<?> record, String prefix) {
    List<RecordKey> keys = new ArrayList<>();
    for (RecordComponent c : record.getRecordComponents()) {
      boolean inner = c.getType().isRecord();
      if (c.isAnnotationPresent(Flatten.class)) {
        keys.addAll(inner ? of(c.getType(), prefix) : List.of());
        continue;
      }
      for (String name : names(c)) {
        keys.add(new RecordKey(prefix + name, c));
        if (inner) {
          keys.addAll(of(c.getType(), prefix + name + "."));
        }
      }
    }
    return keys;
  }

  /** The paths of a record's keys that may differ when a run goes on. */
  public static Set<String> mayChange(Class<?> record, String prefix) {
    return of(record, prefix).stream()
        .filter(key -> key.get(MayChange.class) != null)
        .map(RecordKey::path)
        .collect(Collectors.toSet());
  }

  /** All names of the component, the one that follows from its Java name first. */
  public List<String> names() {
    return names(component);
  }

  private static List<String> names(RecordComponent c) {
    List<String> names = new ArrayList<>(List.of(RecordValues.snakeCase(c.getName())));
    Alias alias = c.getAnnotation(Alias.class);
    if (alias != null) {
      names.addAll(List.of(alias.value()));
    }
    return names;
  }

  /** An annotation, or null if the component has none of that kind. */
  public <A extends Annotation> A get(Class<A> annotation) {
    return component.getAnnotation(annotation);
  }

  /** The default, as the record states it. */
  public Optional<String> standard() {
    return Optional.ofNullable(get(Default.class)).map(Default::value);
  }
}
