package dev.hydrant.config.grammar;

import dev.hydrant.config.grammar.OverrideValue.Entries;
import dev.hydrant.config.grammar.OverrideValue.Items;
import dev.hydrant.config.grammar.OverrideValue.Quoted;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The elements of an override's value: words, quoted strings, lists, dicts, function calls. */
final class ValueParser {
  private final Scanner scanner;
  private final DictParser dicts;
  private final RandomGenerator random;

  ValueParser(Scanner scanner, RandomGenerator random) {
    this.scanner = scanner;
    this.dicts =
        new DictParser(scanner, "keys are unquoted words without interpolations", this::expected);
    this.random = random;
  }

  OverrideValue element() {
    return switch (scanner.peek()) {
      case '\'', '"' -> quoted();
      case '[' -> list();
      case '{' -> new Entries(dicts.parse(this::element));
      default -> wordOrCall();
    };
  }

  /** The mistake of something that cannot follow a value. */
  RuntimeException unexpected() {
    return expected("',' or the end");
  }

  private OverrideValue list() {
    scanner.enter();
    scanner.pos++;
    scanner.skipBlanks();
    List<OverrideValue> items = new ArrayList<>();
    if (!scanner.takeAfterBlanks(']')) {
      do {
        scanner.skipBlanks();
        items.add(element());
      } while (scanner.takeAfterBlanks(','));
      if (!scanner.takeAfterBlanks(']')) {
        throw expected("',' or ']'");
      }
    }
    scanner.leave();
    return new Items(items);
  }

  private OverrideValue wordOrCall() {
    int open = callStart();
    return open < 0 ? word() : call(open);
  }

  private OverrideValue word() {
    int start = scanner.pos;
    StringBuilder text = new StringBuilder();
    while (scanner.plain(text, true) || interpolation(text)) {}
    if (scanner.pos == start) {
      throw expected("a value");
    }
    if (scanner.afterBlanks() == scanner.text.length()) {
      scanner.skipBlanks();
    }
    return new Scalar(scanner.typed(start, text.toString()));
  }

  /** Appends <code>${...}</code> up to its first brace, as it stands. */
  private boolean interpolation(StringBuilder out) {
    if (!scanner.atInterpolation()) {
      return false;
    }
    int close = scanner.text.indexOf('}', scanner.pos);
    if (close < 0) {
      throw scanner.error("'${' without its '}'; quote the text to keep it as it is");
    }
    if (close == scanner.pos + 2) {
      throw scanner.error("an empty ${}; quote the text to keep it as it is");
    }
    out.append(scanner.text, scanner.pos, close + 1);
    scanner.pos = close + 1;
    return true;
  }

  /** The position behind the parenthesis of a call that starts here, or -1. */
  private int callStart() {
    int i = idEnd();
    if (i < 0) {
      return -1;
    }
    int open = i;
    while (open < scanner.text.length() && Scanner.isBlank(scanner.text.charAt(open))) {
      open++;
    }
    boolean call = open < scanner.text.length() && scanner.text.charAt(open) == '(';
    return call && isName(scanner.pos, i) ? open + 1 : -1;
  }

  /** The end of an ID that starts here, or -1. */
  private int idEnd() {
    if (!Scanner.isLetter(scanner.peek())) {
      return -1;
    }
    int i = scanner.pos + 1;
    while (i < scanner.text.length()) {
      char c = scanner.text.charAt(i);
      if (!Scanner.isLetter(c) && !Scanner.isDigit(c) && c != '-') {
        break;
      }
      i++;
    }
    return i;
  }

  /** Whether an ID is no other word of the language, such as {@code true} or {@code inf}. */
  private boolean isName(int start, int end) {
    return Words.typed(scanner.text.substring(start, end)) instanceof String;
  }

  private OverrideValue call(int open) {
    scanner.enter();
    int start = scanner.pos;
    String name = scanner.text.substring(start, idEnd());
    scanner.pos = open;
    scanner.skipBlanks();
    List<OverrideValue> positional = new ArrayList<>();
    Map<String, OverrideValue> named = new LinkedHashMap<>();
    if (!scanner.takeAfterBlanks(')')) {
      do {
        scanner.skipBlanks();
        argument(positional, named);
      } while (scanner.takeAfterBlanks(','));
      if (!scanner.takeAfterBlanks(')')) {
        throw expected("',' or ')'");
      }
    }
    scanner.leave();
    try {
      OverrideValue value = Functions.call(name, positional, named, random);
      if (value instanceof OverrideValue.Extension && scanner.depth() > 0) {
        throw new FunctionException("extend_list() must be the whole value");
      }
      return value;
    } catch (FunctionException e) {
      throw scanner.error(
          start,
          "cannot evaluate "
              + Excerpt.brief(scanner.text.substring(start, scanner.pos))
              + ": "
              + e.getMessage(),
          e.suggestions());
    }
  }

  private void argument(List<OverrideValue> positional, Map<String, OverrideValue> named) {
    int start = scanner.pos;
    int end = idEnd();
    if (end > 0 && isName(start, end)) {
      scanner.pos = end;
      if (scanner.takeAfterBlanks('=')) {
        scanner.skipBlanks();
        named.put(scanner.text.substring(start, end), element());
        return;
      }
      scanner.pos = start;
    }
    OverrideValue value = element();
    if (!named.isEmpty()) {
      throw scanner.error(start, "a positional argument follows a named one");
    }
    positional.add(value);
  }

  /** A quoted string: backslashes count only before its quote. */
  private OverrideValue quoted() {
    int start = scanner.pos;
    char quote = scanner.text.charAt(scanner.pos++);
    StringBuilder out = new StringBuilder();
    while (!scanner.atEnd()) {
      int backslashes = scanner.backslashes();
      scanner.pos += backslashes;
      if (scanner.peek() != quote) {
        out.append("\\".repeat(backslashes));
        if (!scanner.atEnd()) {
          out.append(scanner.text.charAt(scanner.pos++));
        }
        continue;
      }
      scanner.pos++;
      out.append("\\".repeat(backslashes / 2));
      if (backslashes % 2 == 0) {
        return new Quoted(out.toString(), quote);
      }
      out.append(quote);
    }
    throw scanner.error(start, "a quote without its partner");
  }

  private RuntimeException expected(String what) {
    return scanner.error("expected " + what + ", found " + scanner.found() + hint());
  }

  private String hint() {
    int c = scanner.peek();
    if (c < 0 || c == ',' || c == ']') {
      return "";
    }
    if (c == '}' && scanner.text.lastIndexOf("${", scanner.pos) > 0) {
      return "; an unquoted ${...} ends at its first '}', so quote the value";
    }
    boolean blanksOnly = scanner.afterBlanks() == scanner.text.length();
    return blanksOnly
        ? "; no blanks after a closing quote or bracket"
        : "; quote text that holds special characters";
  }
}
