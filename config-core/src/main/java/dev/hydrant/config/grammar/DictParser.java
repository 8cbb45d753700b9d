package dev.hydrant.config.grammar;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** <code>{key: value, …}</code>, which overrides and interpolations write alike. */
final class DictParser {
  private final Scanner scanner;
  private final String keys;
  private final Function<String, RuntimeException> expected;

  /**
   * Creates a parser.
   *
   * @param keys what a key may be, for messages
   * @param expected makes the error for what should have come next
   */
  DictParser(Scanner scanner, String keys, Function<String, RuntimeException> expected) {
    this.scanner = scanner;
    this.keys = keys;
    this.expected = expected;
  }

  /** Parses a dict at whose opening brace the cursor stands. */
  <V> Map<Object, V> parse(Supplier<V> value) {
    scanner.enter();
    scanner.pos++;
    scanner.skipBlanks();
    PythonKeys<V> entries = new PythonKeys<>();
    if (!scanner.takeAfterBlanks('}')) {
      do {
        scanner.skipBlanks();
        Object key = key();
        if (!scanner.takeAfterBlanks(':')) {
          throw expected.apply("':' after the key of a dict");
        }
        scanner.skipBlanks();
        entries.put(key, value.get());
      } while (scanner.takeAfterBlanks(','));
      if (!scanner.takeAfterBlanks('}')) {
        throw expected.apply("',' or '}'");
      }
    }
    scanner.leave();
    return entries.entries();
  }

  private Object key() {
    int start = scanner.pos;
    StringBuilder text = new StringBuilder();
    while (scanner.plain(text, false)) {}
    if (scanner.pos == start) {
      throw scanner.error("expected a key of a dict, found " + scanner.found() + "; " + keys);
    }
    return scanner.typed(start, text.toString());
  }
}
