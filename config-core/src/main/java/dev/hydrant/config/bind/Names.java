package dev.hydrant.config.bind;

import dev.hydrant.config.schema.Named;
import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** Names in a config of things in Java: {@link Named}, or the Java name in snake case. */
final class Names {
  private Names() {}

  static String of(RecordComponent component) {
    Named named = component.getAnnotation(Named.class);
    return named == null ? snake(component.getName()) : named.value();
  }

  static String of(Enum<?> constant) {
    try {
      Named named =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(Named.class);
      return named == null ? constant.name().toLowerCase(Locale.ROOT) : named.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name of a record among those of a sealed type, whose name at either end is left out. */
  static String of(Class<?> record, Class<?> sealed) {
    Named named = record.getAnnotation(Named.class);
    if (named != null) {
      return named.value();
    }
    String name = record.getSimpleName();
    String common = sealed.getSimpleName();
    if (name.length() > common.length()) {
      if (name.endsWith(common)) {
        name = name.substring(0, name.length() - common.length());
      } else if (name.startsWith(common)) {
        name = name.substring(common.length());
      }
    }
    return snake(name);
  }

  /** {@code numLayers} is {@code num_layers}, {@code useFp8} {@code use_fp8}. */
  static String snake(String name) {
    StringBuilder text = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && i > 0 && startsWord(name, i)) {
        text.append('_');
      }
      text.append(Character.toLowerCase(c));
    }
    return text.toString();
  }

  private static boolean startsWord(String name, int i) {
    char before = name.charAt(i - 1);
    boolean beforeLower = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
    return Character.isLowerCase(before)
        || Character.isDigit(before)
        || (Character.isUpperCase(before) && beforeLower);
  }
}
