package dev.hydrant.config.bind;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * One component of a record.
 *
 * @param keys the names it goes by, the chief one first
 * @param standard the bound default
 * @param standardText the default as the program states it, or null when there is none
 * @param doc its description, empty when it has none
 * @param flat whether its own keys lie beside this one
 */
record Member(
    List<String> keys,
    Shape shape,
    Object standard,
    String standardText,
    String doc,
    boolean flat) {

  static Member of(Class<?> owner, RecordComponent component) {
    Shape shape = Shapes.of(component.getGenericType(), component, where(owner, component));
    Default standard = component.getAnnotation(Default.class);
    Doc doc = component.getAnnotation(Doc.class);
    String text = standard == null ? null : standard.value();
    return new Member(
        keys(component),
        shape,
        text == null ? null : DefaultText.bind(text, shape, where(owner, component)),
        text,
        doc == null ? "" : doc.value(),
        component.isAnnotationPresent(Flatten.class));
  }

  private static List<String> keys(RecordComponent component) {
    List<String> keys = new ArrayList<>();
    keys.add(Names.of(component));
    Alias alias = component.getAnnotation(Alias.class);
    if (alias != null) {
      keys.addAll(List.of(alias.value()));
    }
    return List.copyOf(keys);
  }

  static String where(Class<?> owner, RecordComponent component) {
    return owner.getSimpleName() + "." + component.getName();
  }

  String key() {
    return keys.get(0);
  }

  /** Whether the record can be made when none of the keys is there. */
  boolean required() {
    return standardText == null && !(shape instanceof OptionalShape) && !flat;
  }
}
