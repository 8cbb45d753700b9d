package dev.hydrant.trainer.data.npy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the literals that NumPy's headers are made of: strings, True and False, integers, tuples,
 * lists and dictionaries.
 */
final class PythonLiteral {
  private static final int DEEPEST = 16;

  private final String text;
  private int at;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /** Thrown where the text is no such literal. */
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super(null, null, false, false);
    }
  }

  /** Reads a dictionary, which must be all there is; empty if it is none. */
  static Optional<Map<?, ?>> dictionary(String text) {
    PythonLiteral reader = new PythonLiteral(text);
    try {
      Object value = reader.value(0);
      return reader.peek() == 0 && value instanceof Map<?, ?> map
          ? Optional.of(map)
          : Optional.empty();
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private Object value(int depth) {
    char c = peek();
    if (depth > DEEPEST) {
      throw new Malformed();
    }
    return switch (c) {
      case '{' -> map(depth);
      case '(' -> list(')', depth);
      case '[' -> list(']', depth);
      case '\'', '"' -> string(c);
      default -> word();
    };
  }

  private Map<Object, Object> map(int depth) {
    Map<Object, Object> map = new LinkedHashMap<>();
    at++;
    while (peek() != '}') {
      Object key = value(depth + 1);
      take(':');
      map.put(key, value(depth + 1));
      comma('}');
    }
    at++;
    return map;
  }

  private List<Object> list(char end, int depth) {
    List<Object> list = new ArrayList<>();
    at++;
    while (peek() != end) {
      list.add(value(depth + 1));
      comma(end);
    }
    at++;
    return list;
  }

  private String string(char quote) {
    int end = text.indexOf(quote, at + 1);
    if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
      throw new Malformed();
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private Object word() {
    int start = at;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.matches("\\d{1,18}L?")) { // Python 2 marks long integers
      return Long.parseLong(word.replace("L", ""));
    }
    return switch (word) {
      case "True" -> true;
      case "False" -> false;
      default -> throw new Malformed();
    };
  }

  private void comma(char end) {
    if (peek() != end) {
      take(',');
    }
  }

  private void take(char c) {
    if (peek() != c) {
      throw new Malformed();
    }
    at++;
  }

  /** The next character that is no blank, or 0 at the end. */
  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }
}
