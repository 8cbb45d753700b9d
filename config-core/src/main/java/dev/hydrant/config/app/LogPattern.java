package dev.hydrant.config.app;

/** Formats of Python's logging as logback's. */
final class LogPattern {
  private LogPattern() {}

  /** Translates a format such as {@code [%(asctime)s][%(name)s] - %(message)s}. */
  static String of(String python) {
    StringBuilder pattern = new StringBuilder();
    int i = 0;
    while (i < python.length()) {
      char c = python.charAt(i);
      int close = c == '%' && python.startsWith("%(", i) ? python.indexOf(')', i) : -1;
      if (close > 0) {
        pattern.append(word(python.substring(i + 2, close)));
        i = close + 1;
        while (i < python.length() && !Character.isLetter(python.charAt(i))) {
          i++;
        }
        i++;
      } else if (python.startsWith("%%", i)) {
        pattern.append("\\%");
        i += 2;
      } else {
        pattern.append(c == '(' || c == ')' || c == '\\' || c == '%' ? "\\" + c : c);
        i++;
      }
    }
    return pattern + "%n%ex";
  }

  private static String word(String name) {
    return switch (name) {
      case "asctime" -> "%d{\"yyyy-MM-dd HH:mm:ss,SSS\"}";
      case "name" -> "%logger";
      case "levelname" -> "%level";
      case "message" -> "%msg";
      case "threadName" -> "%thread";
      case "filename", "module" -> "%file";
      case "funcName" -> "%method";
      case "lineno" -> "%line";
      case "process" -> "%property{PID}";
      default -> "";
    };
  }
}
