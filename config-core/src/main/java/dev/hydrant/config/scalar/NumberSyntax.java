package dev.hydrant.config.scalar;

/** Recognises the YAML 1.1 spellings of ints and floats. */
final class NumberSyntax {
  private NumberSyntax() {}

  /** Decimal, octal by a leading 0, {@code 0x}, {@code 0b}, and base 60 such as {@code 1:30}. */
  static boolean isInt(String s) {
    int n = s.length();
    int i = afterSign(s);
    if (i == n || !digit(s.charAt(i))) {
      return false;
    }
    if (s.charAt(i) == '0') {
      if (i + 1 == n) {
        return true;
      }
      char radix = s.charAt(i + 1);
      if (radix == 'b' || radix == 'x') {
        return i + 2 < n && all(s, i + 2, radix == 'b' ? 2 : 16);
      }
      return all(s, i + 1, 8);
    }
    i = digits(s, i);
    return i == n || sexagesimal(s, i) == n;
  }

  /**
   * Whether a spelling is a float.
   *
   * @param wide also what OmegaConf adds to YAML: an exponent without sign or without point, such
   *     as {@code 1e3}, after digits in which {@code _} stands only between two of them, so that
   *     {@code 1_e3} is a string
   */
  static boolean isFloat(String s, boolean wide) {
    int n = s.length();
    int i = afterSign(s);
    if (i == n) {
      return false;
    }
    char c = s.charAt(i);
    if (c == '.') {
      String word = s.substring(i + 1);
      if (word.equals("inf") || word.equals("Inf") || word.equals("INF")) {
        return true;
      }
      if (i > 0) {
        return false;
      }
      if (word.equals("nan") || word.equals("NaN") || word.equals("NAN")) {
        return true;
      }
      int end = digits(s, 1);
      boolean starts = end > 1 && digit(s.charAt(1));
      return starts && (end == n || exponent(s, end, false));
    }
    if (!digit(c)) {
      return false;
    }
    boolean python = wide && grouped(s, i);
    i = digits(s, i);
    if (i == n) {
      return false;
    }
    c = s.charAt(i);
    if (c == '.') {
      i = digits(s, i + 1);
      return i == n || exponent(s, i, python);
    }
    if (c == ':') {
      i = sexagesimal(s, i);
      return i > 0 && i < n && s.charAt(i) == '.' && digits(s, i + 1) == n;
    }
    return python && exponent(s, i, true);
  }

  /** Whether every {@code _} of the digits from here stands between two digits. */
  private static boolean grouped(String s, int from) {
    int end = digits(s, from);
    for (int i = from; i < end; i++) {
      if (s.charAt(i) == '_' && (i + 1 == end || s.charAt(i + 1) == '_')) {
        return false;
      }
    }
    return true;
  }

  /** The end of {@code (:[0-5]?[0-9])+} from a colon, or -1. */
  private static int sexagesimal(String s, int i) {
    int n = s.length();
    int at = i;
    while (at < n && s.charAt(at) == ':') {
      if (at + 1 == n || !digit(s.charAt(at + 1))) {
        return -1;
      }
      at++;
      if (at + 1 < n && digit(s.charAt(at + 1))) {
        if (s.charAt(at) > '5') {
          return -1;
        }
        at++;
      }
      at++;
    }
    return at > i ? at : -1;
  }

  private static boolean exponent(String s, int i, boolean signOptional) {
    int n = s.length();
    if (i == n || s.charAt(i) != 'e' && s.charAt(i) != 'E') {
      return false;
    }
    int at = i + 1;
    if (at < n && (s.charAt(at) == '+' || s.charAt(at) == '-')) {
      at++;
    } else if (!signOptional) {
      return false;
    }
    if (at == n) {
      return false;
    }
    while (at < n) {
      if (!digit(s.charAt(at++))) {
        return false;
      }
    }
    return true;
  }

  private static int afterSign(String s) {
    return s.charAt(0) == '+' || s.charAt(0) == '-' ? 1 : 0;
  }

  /** The end of {@code [0-9_]*}. */
  private static int digits(String s, int i) {
    int at = i;
    while (at < s.length() && (digit(s.charAt(at)) || s.charAt(at) == '_')) {
      at++;
    }
    return at;
  }

  private static boolean all(String s, int from, int radix) {
    for (int i = from; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c != '_' && (c > 'f' || Character.digit(c, radix) < 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
