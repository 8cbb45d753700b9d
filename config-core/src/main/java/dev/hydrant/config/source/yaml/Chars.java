package dev.hydrant.config.source.yaml;

/** The character classes of YAML 1.1. */
final class Chars {
  private Chars() {}

  static boolean lineBreak(char c) {
    return c == '\n' || c == '\r' || c >= 0x85 && (c == 0x85 || c == 0x2028 || c == 0x2029);
  }

  static boolean breakOrEnd(char c) {
    return c == 0 || lineBreak(c);
  }

  /** A space, a line break or the end, but no tab. */
  static boolean spaceOrEnd(char c) {
    return c == ' ' || breakOrEnd(c);
  }

  /** A space, a tab, a line break or the end. */
  static boolean blankOrEnd(char c) {
    return c <= ' '
        ? c == ' ' || c == '\n' || c == 0 || c == '\t' || c == '\r'
        : c >= 0x85 && lineBreak(c);
  }

  /** A character of an anchor, a directive's name or a tag handle. */
  static boolean word(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_';
  }

  static boolean uri(char c) {
    return word(c) || c != 0 && ";/?:@&=+$,_.!~*'()[]%".indexOf(c) >= 0;
  }

  static boolean hex(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }

  static boolean flowIndicator(char c) {
    return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
  }

  /** What may stand in a text outside of escapes, surrogate pairs aside. */
  static boolean printable(char c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= ' ' && c <= '~'
        || c == 0x85
        || c >= 0xa0 && c <= 0xd7ff
        || c >= 0xe000 && c <= 0xfffd;
  }
}
