package dev.hydrant.config.source.yaml;

import dev.hydrant.config.source.yaml.Token.Kind;

/** Scans plain, quoted and block scalars with their folding of lines. */
final class ScalarScanner {
  private final Cursor in;
  private boolean brokeLine;

  ScalarScanner(Cursor in) {
    this.in = in;
  }

  /** Whether the last plain scalar was followed by a line break, so that a key may come next. */
  boolean brokeLine() {
    return brokeLine;
  }

  /** An unquoted scalar; in a block it ends where the indentation falls back to the parent's. */
  Token plain(int indent, boolean flow) {
    Mark start = in.mark();
    brokeLine = false;
    int length = plainLength(flow);
    StringBuilder text = null;
    String value = in.take(length);
    StringBuilder spaces = new StringBuilder();
    while (true) {
      spaces.setLength(0);
      if (!plainSpaces(spaces) || in.peek() == '#' || !flow && in.column() <= indent) {
        break;
      }
      length = plainLength(flow);
      if (length == 0) {
        break;
      }
      brokeLine = false;
      if (text == null) {
        text = new StringBuilder(value);
      }
      text.append(spaces);
      in.take(length, text);
    }
    return new Token(Kind.SCALAR, start, text == null ? value : text.toString(), null, true);
  }

  private int plainLength(boolean flow) {
    int length = 0;
    while (true) {
      char c = in.peek(length);
      if (Chars.blankOrEnd(c) || flow && (c == '?' || Chars.flowIndicator(c))) {
        return length;
      }
      if (c == ':') {
        char next = in.peek(length + 1);
        if (Chars.blankOrEnd(next) || flow && Chars.flowIndicator(next)) {
          return length;
        }
      }
      length++;
    }
  }

  /** Collects the blanks and folded breaks after a stretch of text; false when it ends there. */
  private boolean plainSpaces(StringBuilder out) {
    int length = 0;
    while (in.peek(length) == ' ') {
      length++;
    }
    if (!Chars.lineBreak(in.peek(length))) {
      in.take(length, out);
      return length > 0;
    }
    in.forward(length);
    char first = in.takeBreak();
    brokeLine = true;
    if (in.atSeparator()) {
      return false;
    }
    int from = out.length();
    while (in.peek() == ' ' || Chars.lineBreak(in.peek())) {
      if (in.peek() == ' ') {
        in.forward();
      } else {
        out.append(in.takeBreak());
        if (in.atSeparator()) {
          return false;
        }
      }
    }
    fold(first, out, from);
    return true;
  }

  /** Puts what a first line break folds to before the further ones: itself, a blank or nothing. */
  private static void fold(char first, StringBuilder out, int from) {
    if (first != '\n') {
      out.insert(from, first);
    } else if (out.length() == from) {
      out.append(' ');
    }
  }

  /** A scalar in single or double quotes. */
  Token quoted() {
    Mark start = in.mark();
    char quote = in.peek();
    in.forward();
    StringBuilder text = new StringBuilder();
    quotedText(quote, text, start);
    while (in.peek() != quote) {
      quotedSpaces(text, start);
      quotedText(quote, text, start);
    }
    in.forward();
    return new Token(Kind.SCALAR, start, text.toString(), null, false);
  }

  private void quotedText(char quote, StringBuilder out, Mark start) {
    while (true) {
      int length = 0;
      for (char c = in.peek(); c != '\'' && c != '"' && c != '\\' && !Chars.blankOrEnd(c); ) {
        c = in.peek(++length);
      }
      in.take(length, out);
      char c = in.peek();
      if (c == quote) {
        if (quote == '"' || in.peek(1) != '\'') {
          return;
        }
        out.append('\'');
        in.forward(2);
      } else if (quote == '"' && c == '\\') {
        in.forward();
        escape(out, start);
      } else if (c == '\'' || c == '"' || c == '\\') {
        out.append(c);
        in.forward();
      } else {
        return;
      }
    }
  }

  private void quotedSpaces(StringBuilder out, Mark start) {
    int length = 0;
    while (in.peek(length) == ' ' || in.peek(length) == '\t') {
      length++;
    }
    char c = in.peek(length);
    if (c == 0) {
      in.forward(length);
      throw in.error(
          "the quoted scalar that starts at "
              + start
              + " is not closed before the end of the file");
    }
    if (!Chars.lineBreak(c)) {
      in.take(length, out);
      return;
    }
    in.forward(length);
    char first = in.takeBreak();
    int from = out.length();
    quotedBreaks(out, start);
    fold(first, out, from);
  }

  private void quotedBreaks(StringBuilder out, Mark start) {
    while (true) {
      if (in.atSeparator()) {
        throw in.error(
            "found a document separator inside the quoted scalar that starts at " + start);
      }
      while (in.peek() == ' ' || in.peek() == '\t') {
        in.forward();
      }
      if (!Chars.lineBreak(in.peek())) {
        return;
      }
      out.append(in.takeBreak());
    }
  }

  private void escape(StringBuilder out, Mark start) {
    char c = in.peek();
    int replacement = replacement(c);
    if (replacement >= 0) {
      out.append((char) replacement);
      in.forward();
    } else if (c == 'x' || c == 'u' || c == 'U') {
      in.forward();
      codePoint(c == 'x' ? 2 : c == 'u' ? 4 : 8, out);
    } else if (Chars.lineBreak(c)) {
      in.takeBreak();
      quotedBreaks(out, start);
    } else {
      throw in.error(
          "found unknown escape character "
              + in.shown()
              + " in the double-quoted scalar that starts at "
              + start
              + ": write \\\\ for a backslash, or use single quotes");
    }
  }

  private static int replacement(char c) {
    return switch (c) {
      case '0' -> 0;
      case 'a' -> 7;
      case 'b' -> '\b';
      case 't', '\t' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 0x0b;
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'e' -> 0x1b;
      case ' ', '"', '\\', '/' -> c;
      case 'N' -> 0x85;
      case '_' -> 0xa0;
      case 'L' -> 0x2028;
      case 'P' -> 0x2029;
      default -> -1;
    };
  }

  private void codePoint(int digits, StringBuilder out) {
    for (int i = 0; i < digits; i++) {
      if (!Chars.hex(in.peek(i))) {
        throw in.error("this escape needs " + digits + " hexadecimal digits");
      }
    }
    long code = Long.parseLong(in.take(digits), 16);
    if (code > Character.MAX_CODE_POINT) {
      throw in.error("this escape is beyond the last Unicode character, \\U0010FFFF");
    }
    out.appendCodePoint((int) code);
  }

  /** A literal ({@code |}) or folded ({@code >}) scalar below a collection at the given column. */
  Token block(int parent) {
    Mark start = in.mark();
    boolean folded = in.peek() == '>';
    in.forward();
    char chomping = 0;
    int increment = 0;
    for (int i = 0; i < 2; i++) {
      char c = in.peek();
      if (chomping == 0 && (c == '+' || c == '-')) {
        chomping = c;
        in.forward();
      } else if (increment == 0 && c >= '0' && c <= '9') {
        if (c == '0') {
          throw in.error("the indentation of a block scalar is 1 to 9, but found 0");
        }
        increment = c - '0';
        in.forward();
      }
    }
    if (!Chars.spaceOrEnd(in.peek())) {
      throw in.error(
          "expected chomping or indentation indicators of a block scalar, but found "
              + in.shown()
              + ": the text starts on the next line");
    }
    in.skipBlanks();
    in.skipComment();
    if (!Chars.breakOrEnd(in.peek())) {
      throw in.error(
          "expected a comment or the end of the line after '"
              + (folded ? '>' : '|')
              + "', but found "
              + in.shown());
    }
    in.takeBreak();
    int least = Math.max(parent + 1, 2);
    StringBuilder breaks = new StringBuilder();
    int column;
    if (increment == 0) {
      column = Math.max(least, blockIndentation(breaks));
    } else {
      column = least + increment - 1;
      blockBreaks(column, breaks);
    }
    return new Token(Kind.SCALAR, start, blockText(column, folded, chomping, breaks), null, false);
  }

  private String blockText(int column, boolean folded, char chomping, StringBuilder breaks) {
    StringBuilder text = new StringBuilder();
    char end = 0;
    while (in.column() == column && in.peek() != 0) {
      text.append(breaks);
      boolean leadingText = in.peek() != ' ' && in.peek() != '\t';
      int length = 0;
      while (!Chars.breakOrEnd(in.peek(length))) {
        length++;
      }
      in.take(length, text);
      end = in.takeBreak();
      breaks.setLength(0);
      blockBreaks(column, breaks);
      if (in.column() != column || in.peek() == 0) {
        break;
      }
      boolean join = folded && end == '\n' && leadingText && in.peek() != ' ' && in.peek() != '\t';
      if (!join) {
        append(end, text);
      } else if (breaks.isEmpty()) {
        text.append(' ');
      }
    }
    if (chomping != '-') {
      append(end, text);
    }
    if (chomping == '+') {
      text.append(breaks);
    }
    return text.toString();
  }

  private static void append(char lineBreak, StringBuilder out) {
    if (lineBreak != 0) {
      out.append(lineBreak);
    }
  }

  /** Skips leading blank lines; returns the largest column that their blanks reach. */
  private int blockIndentation(StringBuilder breaks) {
    int largest = 0;
    while (in.peek() == ' ' || Chars.lineBreak(in.peek())) {
      if (in.peek() == ' ') {
        in.forward();
        largest = Math.max(largest, in.column());
      } else {
        breaks.append(in.takeBreak());
      }
    }
    return largest;
  }

  private void blockBreaks(int column, StringBuilder breaks) {
    skipIndent(column);
    while (Chars.lineBreak(in.peek())) {
      breaks.append(in.takeBreak());
      skipIndent(column);
    }
  }

  private void skipIndent(int column) {
    while (in.column() < column && in.peek() == ' ') {
      in.forward();
    }
  }
}
