package dev.hydrant.config.scalar;

/**
 * The type that a plain (unquoted) YAML 1.1 scalar has by its spelling, decided without regular
 * expressions because every scalar of every file comes through here.
 *
 * <p>The rules are those of PyYAML's resolver (yaml.org/type, 2005), with OmegaConf's wider floats
 * when reading.
 */
public enum ImplicitType {
  STRING,
  NULL,
  BOOL,
  INT,
  FLOAT,
  /** A date; only the writer cares, the reader takes dates as strings. */
  TIMESTAMP,
  /** {@code <<}. */
  MERGE,
  /** {@code =}. */
  VALUE,
  /** {@code !}, {@code &}, {@code *}: never readable unquoted. */
  INDICATOR;

  /** The type under which OmegaConf's loader reads a plain scalar. */
  public static ImplicitType whenRead(String text) {
    return of(text, true);
  }

  /** The type that PyYAML's dumper takes a plain scalar for; all but STRING get quotes. */
  public static ImplicitType whenWritten(String text) {
    return of(text, false);
  }

  private static ImplicitType of(String text, boolean reading) {
    if (text.isEmpty()) {
      return NULL;
    }
    char first = text.charAt(0);
    if (first >= '0' && first <= '9' || first == '+' || first == '-' || first == '.') {
      return number(text, reading);
    }
    if (text.length() == 1) {
      return switch (first) {
        case '~' -> NULL;
        case '=' -> VALUE;
        case '!', '&', '*' -> INDICATOR;
        default -> STRING;
      };
    }
    return switch (text) {
      case "null", "Null", "NULL" -> NULL;
      case "yes", "Yes", "YES", "no", "No", "NO" -> BOOL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> BOOL;
      case "on", "On", "ON", "off", "Off", "OFF" -> BOOL;
      case "<<" -> MERGE;
      default -> STRING;
    };
  }

  private static ImplicitType number(String text, boolean reading) {
    if (NumberSyntax.isInt(text)) {
      return INT;
    }
    if (NumberSyntax.isFloat(text, reading)) {
      return FLOAT;
    }
    return !reading && TimestampSyntax.matches(text) ? TIMESTAMP : STRING;
  }
}
