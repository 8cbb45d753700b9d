package dev.hydrant.trainer.protein.read;

import java.io.ByteArrayOutputStream;

/**
 * The tokens of a CIF file (Hall, Allen and Brown 1991; CIF 1.1): bare words, quoted strings that
 * end at a quote followed by a blank, text between lines that begin with {@code ;}, comments.
 */
final class CifTokens {
  private final Lines lines;
  private boolean open;
  private int at;
  private byte[] bytes;
  private int from;
  private int to;
  private boolean quoted;

  CifTokens(Lines lines) {
    this.lines = lines;
  }

  /** Goes to the next token; false at the end of the file. */
  boolean advance() {
    while (true) {
      if (!open) {
        if (!lines.advance()) {
          return false;
        }
        open = true;
        at = lines.start();
        if (lines.length() > 0 && lines.bytes()[at] == ';') {
          return text();
        }
      }
      bytes = lines.bytes();
      int end = lines.end();
      while (at < end && isBlank(bytes[at])) {
        at++;
      }
      if (at == end || bytes[at] == '#') {
        open = false;
        continue;
      }
      word(end);
      return true;
    }
  }

  private void word(int end) {
    byte first = bytes[at];
    quoted = first == '\'' || first == '"';
    if (!quoted) {
      from = at;
      while (at < end && !isBlank(bytes[at])) {
        at++;
      }
      to = at;
      return;
    }
    from = at + 1;
    for (int i = from; i < end; i++) {
      if (bytes[i] == first && (i + 1 == end || isBlank(bytes[i + 1]))) {
        to = i;
        at = i + 1;
        return;
      }
    }
    throw lines.fault(
        "the string that a %c opens in column %d is not closed in its line"
            .formatted(first, at - lines.start() + 1),
        "The file is damaged; fetch it again");
  }

  /** The text up to the next line that begins with a semicolon. */
  private boolean text() {
    int opened = lines.number();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(lines.bytes(), lines.start() + 1, lines.length() - 1);
    while (lines.advance()) {
      if (lines.length() > 0 && lines.bytes()[lines.start()] == ';') {
        bytes = all.toByteArray();
        from = 0;
        to = bytes.length;
        quoted = true;
        at = lines.start() + 1;
        return true;
      }
      all.write('\n');
      all.write(lines.bytes(), lines.start(), lines.length());
    }
    throw lines.fault(
        "the file ends within the text that begins in line " + opened,
        "It is truncated; fetch it again");
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Whether the token is a value by its quotes, whatever it looks like. */
  boolean isQuoted() {
    return quoted;
  }

  /** Whether the token is a bare word that begins so, in capitals or not. */
  boolean begins(String lowerCase) {
    if (quoted || to - from < lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      byte b = bytes[from + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the token is {@code .} or {@code ?}: no value. */
  boolean isMissing() {
    return !quoted && to - from == 1 && (bytes[from] == '.' || bytes[from] == '?');
  }
}
