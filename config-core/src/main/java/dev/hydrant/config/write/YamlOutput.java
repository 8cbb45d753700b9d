package dev.hydrant.config.write;

/**
 * Text being written, with what decides about blanks and line breaks: the column, whether the last
 * thing was white space, and whether only indicators have been written on this line.
 */
final class YamlOutput {
  /** Blanks for each level. */
  static final int INDENT = 2;

  /** The column after which lines are folded at the next chance. */
  static final int WIDTH = 80;

  private final StringBuilder out = new StringBuilder();
  private int column;
  private boolean whitespace = true;
  private boolean indention = true;

  /** In code points, from 0. */
  int column() {
    return column;
  }

  boolean whitespace() {
    return whitespace;
  }

  boolean indention() {
    return indention;
  }

  /**
   * Writes an indicator.
   *
   * @param apart whether a blank must stand before it
   * @param indents whether a nested collection may start right after it
   */
  void indicator(String text, boolean apart, boolean indents) {
    if (apart && !whitespace) {
      out.append(' ');
      column++;
    }
    whitespace = false;
    indention &= indents;
    ascii(text);
  }

  /** Goes to the given column, on a new line unless this one is still empty up to there. */
  void startLine(int indent) {
    if (!indention || column > indent || column == indent && !whitespace) {
      lineBreak('\n');
    }
    if (column < indent) {
      whitespace = true;
      out.append(" ".repeat(indent - column));
      column = indent;
    }
  }

  void lineBreak(int lineBreak) {
    whitespace = true;
    indention = true;
    column = 0;
    out.appendCodePoint(lineBreak);
  }

  /** The next characters are content. */
  void content() {
    whitespace = false;
    indention = false;
  }

  /** Writes ASCII text. */
  void ascii(String text) {
    out.append(text);
    column += text.length();
  }

  void append(int[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      out.appendCodePoint(text[i]);
    }
    column += to - from;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
