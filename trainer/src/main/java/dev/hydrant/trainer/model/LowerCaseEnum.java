package dev.hydrant.trainer.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option of a command whose values are the constants of an enum, in lower case. */
public abstract class LowerCaseEnum<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  /** Makes a converter; picocli makes subclasses by a constructor without arguments. */
  protected LowerCaseEnum(Class<E> type) {
    this.type = type;
  }

  @Override
  public E convert(String value) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    String known =
        Arrays.stream(type.getEnumConstants())
            .map(c -> c.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new TypeConversionException("expected one of " + known + ", got '" + value + "'");
  }
}
