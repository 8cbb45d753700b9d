package dev.hydrant.config.grammar;

/**
 * The key of an override: a dotted path, a group with slashes, or nothing; then a package. No
 * blanks anywhere, and whole numbers only as later parts of a path, {@code users.0}.
 */
final class KeyParser {
  private final Scanner scanner;

  KeyParser(Scanner scanner) {
    this.scanner = scanner;
  }

  /** Parses {@code a.b.0}, {@code a/b} or nothing. */
  String key() {
    int start = scanner.pos;
    boolean id = word();
    while (id && scanner.take('/')) {
      int group = scanner.pos;
      id = word();
      if (!id) {
        scanner.pos = group;
        throw scanner.error(
            "expected a group name after '/', found "
                + scanner.found()
                + "; the parts of a group are letters, digits, '_' and '-'");
      }
    }
    return scanner.text.substring(start, scanner.pos);
  }

  /** Parses {@code a.b.0} or nothing. */
  String path() {
    int start = scanner.pos;
    word();
    return scanner.text.substring(start, scanner.pos);
  }

  /** The mistake of a key that is followed by something else than its equal sign. */
  RuntimeException noEqualSign() {
    int c = scanner.peek();
    if (c < 0) {
      return scanner.error(
          scanner.pos == 0 ? "an empty override; expected key=value" : "expected '=' and a value");
    }
    String hint =
        switch (c) {
          case ' ', '\t' -> "; no blanks around keys and before '='";
          case '[' -> "; write list indices as .0";
          case ':' -> "; use '=' to give a value";
          case '.' -> "; the parts of a path are not empty";
          case '-' -> scanner.pos == 0 ? "; flags stand apart from overrides" : "";
          default -> "";
        };
    return scanner.error("expected a key and '=', found " + scanner.found() + hint);
  }

  /** Consumes the longest path here, maybe none, and says whether it is a plain ID. */
  private boolean word() {
    int start = scanner.pos;
    int end = part(start);
    boolean number = end > start && Scanner.isDigit(scanner.text.charAt(start));
    boolean path = false;
    while (end > start && end < scanner.text.length() && scanner.text.charAt(end) == '.') {
      int next = part(end + 1);
      if (next == end + 1) {
        break;
      }
      path = true;
      end = next;
    }
    if (number && !path) {
      throw scanner.error("a key cannot be a number alone or start with one");
    }
    scanner.pos = end;
    return end > start && !path && scanner.text.substring(start, end).indexOf('$') < 0;
  }

  /** The end of a name or a whole number that starts here, or the start when there is none. */
  private int part(int start) {
    String text = scanner.text;
    if (start >= text.length()) {
      return start;
    }
    char c = text.charAt(start);
    int i = start + 1;
    if (Scanner.isLetter(c) || c == '$') {
      while (i < text.length() && isName(text.charAt(i))) {
        i++;
      }
      return i;
    }
    if (!Scanner.isDigit(c)) {
      return start;
    }
    while (c != '0' && i < text.length()) {
      boolean separator =
          text.charAt(i) == '_' && i + 1 < text.length() && Scanner.isDigit(text.charAt(i + 1));
      if (!separator && !Scanner.isDigit(text.charAt(i))) {
        break;
      }
      i++;
    }
    return i;
  }

  private static boolean isName(char c) {
    return Scanner.isLetter(c) || Scanner.isDigit(c) || c == '$' || c == '-';
  }
}
