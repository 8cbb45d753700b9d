package dev.hydrant.config.source;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.node.Origin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts what typesafe-config takes quadratic time for: assignments to a key that has a value
 * already, {@code a += 1} and {@code a { b = 1 }} alike, and pieces of one concatenation. It looks
 * at the text without understanding all of it: a count that is a little off does no harm.
 */
final class HoconRepeats {
  /** A tenth of a second or so; nobody writes as many by hand. */
  private static final int MOST = 1000;

  /** Values that refer to those before them take cubic time. */
  private static final int MOST_REFERRING = 50;

  /** Steps of a path that are told apart; what follows counts as one. */
  private static final int DEEPEST = 10;

  private final String text;
  private final String source;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final StringBuilder word = new StringBuilder();
  private int repeats;
  private int referring;
  private int pieces;
  private boolean again;
  private int line = 1;

  private HoconRepeats(String text, String source) {
    this.text = text;
    this.source = source;
  }

  /**
   * Refuses a text with too many of them.
   *
   * @throws ConfigLoadException that says how to write it instead
   */
  static void check(String text, String source) {
    new HoconRepeats(text, source).scan();
  }

  private void scan() {
    open.push("");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        i = string(i);
      } else if (c == '#' || c == '/' && text.startsWith("//", i)) {
        i = text.indexOf('\n', i) < 0 ? text.length() : text.indexOf('\n', i) - 1;
      } else if (c == '$' && text.startsWith("${", i)) {
        i = text.indexOf('}', i) < 0 ? text.length() : text.indexOf('}', i);
        piece();
        refer();
      } else {
        one(c);
      }
    }
  }

  private void one(char c) {
    switch (c) {
      case '\n' -> {
        line++;
        end();
      }
      case ',' -> end();
      case '=', ':' -> key();
      case '+' -> {} // of "+=", whose lists are put together in linear time
      case '{', '[' -> {
        piece();
        open.push(key() + (c == '[' ? line + "[" : ""));
      }
      case '}', ']' -> {
        if (open.size() > 1) {
          open.pop();
        }
        word.setLength(0);
      }
      default -> {
        if (!Character.isWhitespace(c)) {
          word.append(c);
        } else if (!word.isEmpty()) {
          piece();
        }
      }
    }
  }

  private void end() {
    word.setLength(0);
    pieces = 0;
    again = false;
  }

  private void refer() {
    if (again && ++referring > MOST_REFERRING) {
      throw refuse("more than " + MOST_REFERRING + " values are made of those before them");
    }
  }

  private void piece() {
    if (++pieces > MOST) {
      throw refuse("a value is put together of more than " + MOST + " pieces");
    }
  }

  /** Takes the word before a value as a path, each step of which may be there already. */
  private String key() {
    String path = open.peek();
    for (String step : word.toString().split("\\.", DEEPEST)) {
      path = path + "." + step;
      boolean known = !step.isEmpty() && !seen.add(path);
      again = known;
      if (known && ++repeats > MOST) {
        throw refuse("keys that have a value are given another more than " + MOST + " times");
      }
    }
    word.setLength(0);
    return path;
  }

  private int string(int from) {
    String quotes = text.startsWith("\"\"\"", from) ? "\"\"\"" : "\"";
    int i = from + quotes.length();
    while (i < text.length() && !text.startsWith(quotes, i)) {
      line += text.charAt(i) == '\n' ? 1 : 0;
      i += quotes.length() == 1 && text.charAt(i) == '\\' ? 2 : 1;
    }
    if (i - from < 200) {
      word.append(text, Math.min(from + 1, text.length()), Math.min(i, text.length()));
    }
    return i + quotes.length() - 1;
  }

  private ConfigLoadException refuse(String what) {
    return new ConfigLoadException(
        "In this HOCON " + what + "; write each list and each object once, as a whole.",
        new Origin(source, line, 0));
  }
}
