package dev.hydrant.config.write;

/** The escapes of double-quoted YAML, as PyYAML writes them. */
final class Escapes {
  private Escapes() {}

  /** Everything but printable characters of the basic plane, quotes and backslashes. */
  static boolean needed(int c) {
    if (c >= ' ' && c <= '~') {
      return c == '"' || c == '\\';
    }
    boolean kept = c >= 0xa0 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd;
    return !kept || c == 0x2028 || c == 0x2029 || c == 0xfeff;
  }

  static String of(int c) {
    return switch (c) {
      case 0 -> "\\0";
      case 7 -> "\\a";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case 0x0b -> "\\v";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      case 0x1b -> "\\e";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 0x85 -> "\\N";
      case 0x2028 -> "\\L";
      case 0x2029 -> "\\P";
      default -> String.format(c <= 0xff ? "\\x%02X" : c <= 0xffff ? "\\u%04X" : "\\U%08X", c);
    };
  }
}
