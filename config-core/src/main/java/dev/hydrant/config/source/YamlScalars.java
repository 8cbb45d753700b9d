package dev.hydrant.config.source;

import dev.hydrant.config.scalar.ImplicitType;
import dev.hydrant.config.scalar.YamlNumbers;
import dev.hydrant.config.source.yaml.YamlNode;
import java.util.Base64;
import java.util.Locale;

/** The value of a YAML scalar by its tag, or by its spelling when it has none. */
final class YamlScalars {
  private static final String CORE = "tag:yaml.org,2002:";

  private YamlScalars() {}

  /** What a scalar is, before anything is made of it. */
  static ImplicitType type(YamlNode.Scalar scalar) {
    if (scalar.tag() == null) {
      return scalar.plain() ? ImplicitType.whenRead(scalar.value()) : ImplicitType.STRING;
    }
    return switch (scalar.tag()) {
      case CORE + "str" -> ImplicitType.STRING;
      case CORE + "null" -> ImplicitType.NULL;
      case CORE + "bool" -> ImplicitType.BOOL;
      case CORE + "int" -> ImplicitType.INT;
      case CORE + "float" -> ImplicitType.FLOAT;
      case CORE + "merge" -> ImplicitType.MERGE;
      case CORE + "value" -> ImplicitType.VALUE;
      case CORE + "timestamp" -> ImplicitType.TIMESTAMP;
      default -> null;
    };
  }

  /**
   * The value of a scalar.
   *
   * @throws IllegalArgumentException with the fact, if the text does not fit the type
   */
  static Object value(YamlNode.Scalar scalar, ImplicitType type) {
    String text = scalar.value();
    if (type == null) {
      if ((CORE + "binary").equals(scalar.tag())) {
        return binary(text);
      }
      throw new IllegalArgumentException(unknownTag(scalar.tag()));
    }
    try {
      return switch (type) {
        case STRING -> text;
        case NULL -> null;
        case BOOL -> bool(text);
        case INT -> YamlNumbers.parseInt(text.strip());
        case FLOAT -> YamlNumbers.parseFloat(text);
        case TIMESTAMP ->
            throw new IllegalArgumentException(
                "dates are not supported: leave out '!!timestamp', the value is then a string");
        case MERGE, VALUE, INDICATOR ->
            throw new IllegalArgumentException(
                "'" + text + "' has a meaning of its own in YAML: quote it to use it as a value");
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'"
              + shortened(text)
              + "' is not a valid "
              + type.name().toLowerCase(Locale.ROOT)
              + ": quote it if it is a string",
          e);
    }
  }

  static String unknownTag(String tag) {
    String shown = tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
    return "could not determine a constructor for the tag '"
        + shown
        + "': only YAML's own types are read, remove the tag or quote the value";
  }

  private static boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "on" -> true;
      case "no", "false", "off" -> false;
      default -> throw new IllegalArgumentException("'" + shortened(text) + "' is not a bool");
    };
  }

  /** Decodes as Python does: foreign characters are skipped, and complete padding ends the data. */
  private static byte[] binary(String text) {
    if (!text.chars().allMatch(c -> c < 128)) {
      throw new IllegalArgumentException("the value of '!!binary' is not base64");
    }
    StringBuilder digits = new StringBuilder(text.length());
    int padding = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int used = digits.length() % 4;
      if (c == '=') {
        if (used >= 2 && used + ++padding >= 4) {
          return Base64.getDecoder().decode(digits.toString());
        }
      } else if (c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c >= '0' && c <= '9'
          || c == '+'
          || c == '/') {
        padding = 0;
        digits.append(c);
      }
    }
    if (digits.length() % 4 != 0) {
      throw new IllegalArgumentException("the base64 of '!!binary' lacks its padding");
    }
    return Base64.getDecoder().decode(digits.toString());
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
