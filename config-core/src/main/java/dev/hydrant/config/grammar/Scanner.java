package dev.hydrant.config.grammar;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.error.OverrideParseException;
import dev.hydrant.config.node.Origin;
import java.util.List;

/**
 * A cursor over one text and the tokens that both grammars share: blanks, unquoted text, quotes.
 *
 * <p>Not a token stream: where the original's lexer has modes, the parsers here simply call the
 * method of the mode they are in.
 */
final class Scanner {
  /** Whose mistakes are reported. */
  enum Language {
    OVERRIDE,
    INTERPOLATION
  }

  private static final int END = -1;

  /** Characters that a backslash escapes outside quotes. */
  private static final String ESCAPABLE = "\\()[]{}:=, \t";

  private static final boolean[] WORD = new boolean[128];
  private static final boolean[] TAKES_LEADING_BLANKS = new boolean[128];

  static {
    for (char c = '0'; c <= '9'; c++) {
      WORD[c] = true;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      WORD[c] = true;
      WORD[Character.toUpperCase(c)] = true;
    }
    for (char c : "_/-+.$%*@?|".toCharArray()) {
      WORD[c] = true;
    }
    for (char c : ",)]}(=".toCharArray()) {
      TAKES_LEADING_BLANKS[c] = true;
    }
  }

  final String text;
  int pos;
  private final Language language;
  private int depth;

  Scanner(String text, Language language) {
    this.text = text;
    this.language = language;
    if (text.length() > Limits.MAX_LENGTH) {
      throw error(0, "longer than the limit of " + Limits.MAX_LENGTH + " characters");
    }
  }

  /** The current character, or -1 at the end. */
  int peek() {
    return peek(0);
  }

  /** The character some places ahead, or -1 past the end. */
  int peek(int ahead) {
    return pos + ahead < text.length() ? text.charAt(pos + ahead) : END;
  }

  boolean atEnd() {
    return pos >= text.length();
  }

  /** Consumes one character if it is the current one. */
  boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    pos++;
    return true;
  }

  /** Whether an interpolation starts here. */
  boolean atInterpolation() {
    return peek() == '$' && peek(1) == '{';
  }

  void skipBlanks() {
    pos = afterBlanks();
  }

  /** The position of the first character from here that is no blank. */
  int afterBlanks() {
    int i = pos;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Consumes blanks and then a character, or nothing. */
  boolean takeAfterBlanks(char c) {
    int i = afterBlanks();
    if (i < text.length() && text.charAt(i) == c) {
      pos = i + 1;
      return true;
    }
    return false;
  }

  /** Enters one level of nesting. */
  void enter() {
    if (++depth > Limits.MAX_DEPTH) {
      throw error(pos, "nested deeper than the limit of " + Limits.MAX_DEPTH + " levels");
    }
  }

  void leave() {
    depth--;
  }

  /** The number of levels entered and not left. */
  int depth() {
    return depth;
  }

  /**
   * Appends one piece of unquoted text, unescaped, and returns whether there was one. Blanks belong
   * to the text unless punctuation (or, in an override, the end) follows; a colon takes the blanks
   * around it.
   */
  boolean plain(StringBuilder out, boolean colons) {
    int c = peek();
    int start = pos;
    if (c == END || c >= WORD.length) {
      return false;
    }
    if (WORD[c]) {
      if (atInterpolation()) {
        return false;
      }
      do {
        pos++;
        c = peek();
      } while (c != END && c < WORD.length && WORD[c] && !atInterpolation());
    } else if (c == '\\') {
      return backslash(out);
    } else if (isBlank((char) c) || c == ':') {
      int i = afterBlanks();
      int next = i < text.length() ? text.charAt(i) : END;
      if (next == ':') {
        if (!colons) {
          return false;
        }
        pos = i + 1;
        skipBlanks();
      } else if (next == END ? language == Language.OVERRIDE : takesLeadingBlanks(next)) {
        return false;
      } else {
        pos = i;
      }
    } else {
      return false;
    }
    out.append(text, start, pos);
    return true;
  }

  private boolean backslash(StringBuilder out) {
    int next = peek(1);
    if (next != END && ESCAPABLE.indexOf(next) >= 0) {
      out.append((char) next);
      pos += 2;
    } else {
      out.append('\\');
      pos++;
    }
    return true;
  }

  /** The typed value of an unquoted word that starts at a position. */
  Object typed(int start, String word) {
    try {
      return Words.typed(word);
    } catch (NumberFormatException e) {
      throw error(start, e.getMessage());
    }
  }

  /** The number of backslashes that start here. */
  int backslashes() {
    int n = 0;
    while (peek(n) == '\\') {
      n++;
    }
    return n;
  }

  /** What stands here, for a message. */
  String found() {
    int c = peek();
    if (c == END) {
      return "the end";
    }
    if (isBlank((char) c)) {
      return "a blank";
    }
    return Character.isISOControl(c)
        ? String.format("the control character U+%04X", c)
        : "'" + text.substring(pos, text.offsetByCodePoints(pos, 1)) + "'";
  }

  /** A mistake at the current position. */
  ConfigException error(String fact) {
    return error(pos, fact);
  }

  /** A mistake at a position. */
  ConfigException error(int at, String fact) {
    return error(at, fact, List.of());
  }

  /** A mistake at a position, with the nearest valid names. */
  ConfigException error(int at, String fact, List<String> suggestions) {
    String message =
        "Error parsing "
            + (language == Language.OVERRIDE ? "override" : "interpolation")
            + " at column "
            + (at + 1)
            + ": "
            + fact
            + Excerpt.of(text, at);
    return language == Language.OVERRIDE
        ? new OverrideParseException(message, (Origin) null, suggestions)
        : new InterpolationException(message, null, suggestions);
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Whether a character may stand in unquoted text, other than blanks, colons and backslashes. */
  static boolean isWord(char c) {
    return c < WORD.length && WORD[c];
  }

  private static boolean takesLeadingBlanks(int c) {
    return c < TAKES_LEADING_BLANKS.length && TAKES_LEADING_BLANKS[c];
  }
}
