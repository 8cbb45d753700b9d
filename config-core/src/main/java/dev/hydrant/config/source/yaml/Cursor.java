package dev.hydrant.config.source.yaml;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.node.Origin;
import java.util.Arrays;

/** The text with a position in it. Past its end, NUL characters are read: no text contains one. */
final class Cursor {
  /** More than any look-ahead reads past the terminating NUL. */
  private static final int PADDING = 16;

  private final char[] chars;
  private final String source;
  private int index;
  private int line = 1;
  private int column = 1;

  /** Whether no character is wider or narrower than a column: no surrogates, no byte order mark. */
  private boolean oneColumnEach = true;

  Cursor(String text, String source) {
    this.source = source;
    this.chars = Arrays.copyOf(text.toCharArray(), text.length() + PADDING);
    checkPrintable(text.length());
  }

  char peek() {
    return chars[index];
  }

  char peek(int ahead) {
    return chars[index + ahead];
  }

  int index() {
    return index;
  }

  /** 1-based. */
  int line() {
    return line;
  }

  /** 1-based, in code points. */
  int column() {
    return column;
  }

  Mark mark() {
    return new Mark(line, column);
  }

  void forward() {
    char c = chars[index++];
    if (c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029 || c == '\r' && chars[index] != '\n') {
      line++;
      column = 1;
    } else if (c != '\uFEFF' && !Character.isLowSurrogate(c)) {
      column++;
    }
  }

  void forward(int count) {
    for (int i = 0; i < count; i++) {
      forward();
    }
  }

  /** Consumes and returns that many characters, none of which breaks the line. */
  String take(int count) {
    String text = new String(chars, index, count);
    skip(count);
    return text;
  }

  /** Consumes that many characters, none of which breaks the line, into a buffer. */
  void take(int count, StringBuilder into) {
    into.append(chars, index, count);
    skip(count);
  }

  private void skip(int count) {
    if (oneColumnEach) {
      index += count;
      column += count;
    } else {
      forward(count);
    }
  }

  void skipBlanks() {
    int from = index;
    while (chars[index] == ' ') {
      index++;
    }
    column += index - from;
  }

  /** Skips a comment if there is one, up to the end of its line. */
  void skipComment() {
    if (chars[index] == '#') {
      int length = 0;
      while (!Chars.breakOrEnd(chars[index + length])) {
        length++;
      }
      skip(length);
    }
  }

  /** Consumes a line break if there is one; returns it normalised, or NUL. */
  char takeBreak() {
    char c = chars[index];
    if (c == '\r' || c == '\n' || c == 0x85) {
      forward(c == '\r' && chars[index + 1] == '\n' ? 2 : 1);
      return '\n';
    }
    if (c == 0x2028 || c == 0x2029) {
      forward();
      return c;
    }
    return 0;
  }

  /** Whether {@code ---} or {@code ...} stands here, followed by a blank or the end. */
  boolean atSeparator() {
    char c = chars[index];
    return (c == '-' || c == '.')
        && chars[index + 1] == c
        && chars[index + 2] == c
        && Chars.blankOrEnd(chars[index + 3]);
  }

  /** The character here as a message shows it. */
  String shown() {
    char c = chars[index];
    if (c == 0) {
      return "the end of the file";
    }
    if (Chars.lineBreak(c)) {
      return "the end of the line";
    }
    if (c == '\t') {
      return "a tab";
    }
    return "'" + Character.toString(Character.codePointAt(chars, index)) + "'";
  }

  ConfigLoadException error(String fact) {
    return error(fact, line, column);
  }

  ConfigLoadException error(String fact, Mark at) {
    return error(fact, at.line(), at.column());
  }

  private ConfigLoadException error(String fact, int atLine, int atColumn) {
    return new ConfigLoadException(fact, new Origin(source, atLine, atColumn));
  }

  private void checkPrintable(int length) {
    for (int i = 0; i < length; i++) {
      char c = chars[i];
      if (c >= ' ' && c <= '~' || c == '\n') {
        continue;
      }
      oneColumnEach &= c < 0xd800;
      boolean pair = Character.isHighSurrogate(c) && Character.isLowSurrogate(chars[i + 1]);
      if (!pair && !Chars.printable(c)) {
        while (index < i) {
          forward();
        }
        throw error(
            String.format(
                "unacceptable character U+%04X: control characters are not allowed, write it as an"
                    + " escape in double quotes",
                (int) c));
      }
      i += pair ? 1 : 0;
    }
  }
}
