package dev.hydrant.config.write;

import dev.hydrant.config.scalar.FloatText;
import dev.hydrant.config.scalar.ImplicitType;
import dev.hydrant.config.scalar.PythonNumbers;
import java.util.Base64;

/**
 * A scalar ready to be written.
 *
 * @param text its characters
 * @param tag its type in YAML's short form
 * @param style what it must be written in, whatever its text allows
 */
record YamlScalar(String text, String tag, Style style, ScalarAnalysis analysis) {
  /** Longer keys are written with {@code ?}; the tag counts, as it does in PyYAML. */
  private static final int MAX_SIMPLE_KEY = 128;

  /** Demands on the style. */
  enum Style {
    ANY,
    QUOTED,
    LITERAL
  }

  static YamlScalar of(Object value) {
    if (value instanceof String text) {
      return of(text, "!!str", mustQuote(text) ? Style.QUOTED : Style.ANY);
    }
    if (value instanceof Double number) {
      return of(number(number), "!!float", Style.ANY);
    }
    if (value instanceof byte[] bytes) {
      return of(base64(bytes), "!!binary", Style.LITERAL);
    }
    String tag = value == null ? "!!null" : value instanceof Boolean ? "!!bool" : "!!int";
    return of(String.valueOf(value), tag, Style.ANY);
  }

  private static YamlScalar of(String text, String tag, Style style) {
    return new YamlScalar(text, tag, style, ScalarAnalysis.of(text));
  }

  boolean isSimpleKey() {
    return !analysis.empty()
        && !analysis.multiline()
        && tag.length() + text.codePointCount(0, text.length()) < MAX_SIMPLE_KEY;
  }

  /**
   * Whether PyYAML would read another type, or Python's {@code int()} or {@code float()} a number.
   */
  private static boolean mustQuote(String text) {
    return text.length() == 1 && "yYnN".indexOf(text.charAt(0)) >= 0
        || ImplicitType.whenWritten(text) != ImplicitType.STRING
        || PythonNumbers.isFloat(text)
        || PythonNumbers.isInt(text);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return ".nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? ".inf" : "-.inf";
    }
    String text = FloatText.of(value);
    return text.indexOf('.') < 0 ? text.replace("e", ".0e") : text;
  }

  private static String base64(byte[] bytes) {
    String text = Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes);
    return text.isEmpty() ? text : text + "\n";
  }
}
