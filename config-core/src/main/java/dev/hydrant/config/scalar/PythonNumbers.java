package dev.hydrant.config.scalar;

/** Numbers as Python's {@code int()} and {@code float()} read them. */
public final class PythonNumbers {
  private PythonNumbers() {}

  /**
   * Whether {@code int(text)} succeeds: blanks around, a sign, digits of any script, single {@code
   * _}.
   */
  public static boolean isInt(String text) {
    String s = strip(text);
    int i = !s.isEmpty() && (s.charAt(0) == '+' || s.charAt(0) == '-') ? 1 : 0;
    return i < s.length() && digits(s, i) == s.length() && s.length() - i <= 4300;
  }

  /** Whether {@code float(text)} succeeds, {@code nan} and {@code infinity} included. */
  public static boolean isFloat(String text) {
    String s = strip(text);
    int n = s.length();
    int i = n > 0 && (s.charAt(0) == '+' || s.charAt(0) == '-') ? 1 : 0;
    if (i == n) {
      return false;
    }
    char first = s.charAt(i);
    if (first == 'i' || first == 'I' || first == 'n' || first == 'N') {
      String word = s.substring(i);
      return word.equalsIgnoreCase("inf")
          || word.equalsIgnoreCase("infinity")
          || word.equalsIgnoreCase("nan");
    }
    int whole = digits(s, i);
    int at = whole;
    boolean fraction = false;
    if (at < n && s.charAt(at) == '.') {
      int end = digits(s, at + 1);
      fraction = end > at + 1;
      at = end;
    }
    if (whole == i && !fraction) {
      return false;
    }
    if (at < n && (s.charAt(at) == 'e' || s.charAt(at) == 'E')) {
      int from = at + 1;
      if (from < n && (s.charAt(from) == '+' || s.charAt(from) == '-')) {
        from++;
      }
      at = digits(s, from);
      if (at == from) {
        return false;
      }
    }
    return at == n;
  }

  /**
   * {@code float(text)}.
   *
   * @throws NumberFormatException where Python raises ValueError
   */
  public static double parseFloat(String text) {
    if (!isFloat(text)) {
      throw new NumberFormatException("could not convert '" + text + "' to a float");
    }
    String s = strip(text);
    char sign = s.charAt(0);
    String body = sign == '+' || sign == '-' ? s.substring(1) : s;
    char first = body.charAt(0);
    double value;
    if (first == 'i' || first == 'I') {
      value = Double.POSITIVE_INFINITY;
    } else if (first == 'n' || first == 'N') {
      value = Double.NaN;
    } else {
      value = Double.parseDouble(ascii(body));
    }
    return sign == '-' ? -value : value;
  }

  /** The end of {@code digit+(_digit+)*}; the start itself where there is none. */
  private static int digits(String s, int from) {
    int at = from;
    while (at < s.length()) {
      int c = s.codePointAt(at);
      if (Character.isDigit(c)) {
        at += Character.charCount(c);
      } else if (c == '_'
          && at > from
          && at + 1 < s.length()
          && Character.isDigit(s.codePointAt(at + 1))) {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private static String ascii(String s) {
    StringBuilder out = new StringBuilder(s.length());
    s.codePoints()
        .filter(c -> c != '_')
        .forEach(c -> out.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
    return out.toString();
  }

  /** Strips what Python's {@code str.isspace} calls blank. */
  private static String strip(String s) {
    int from = 0;
    int to = s.length();
    while (from < to && blank(s.charAt(from))) {
      from++;
    }
    while (to > from && blank(s.charAt(to - 1))) {
      to--;
    }
    return s.substring(from, to);
  }

  private static boolean blank(char c) {
    return c == ' '
        || c >= '\t' && c <= '\r'
        || c >= 0x1c && c <= 0x1f
        || c == 0x85
        || c == 0xa0
        || c > 0xff && (Character.isSpaceChar(c) || Character.isWhitespace(c));
  }
}
