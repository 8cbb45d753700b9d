package dev.hydrant.config.grammar;

import dev.hydrant.config.grammar.Element.Entries;
import dev.hydrant.config.grammar.Element.Items;
import dev.hydrant.config.grammar.Element.Joined;
import dev.hydrant.config.grammar.Element.Literal;
import java.util.ArrayList;
import java.util.List;

/**
 * The values inside an interpolation: unquoted words, quoted strings, lists, dicts. No functions;
 * quoted and unquoted text may hold further interpolations.
 */
final class ElementParser {
  private static final Element EMPTY = new Literal("");

  private final Scanner scanner;
  private final DictParser dicts;
  private final InterpolationParser interpolations;

  ElementParser(Scanner scanner, InterpolationParser interpolations) {
    this.scanner = scanner;
    this.dicts = new DictParser(scanner, "keys are unquoted words", this::expected);
    this.interpolations = interpolations;
  }

  /** Parses the whole text as one element. */
  Element whole() {
    Element element = element();
    if (!scanner.atEnd()) {
      throw scanner.error("unexpected " + scanner.found() + " after the value" + quoteHint());
    }
    return element;
  }

  /** Parses arguments and the closing brace; the cursor stands behind the colon. */
  List<Element> arguments() {
    scanner.skipBlanks();
    return sequence('}');
  }

  private Element element() {
    return switch (scanner.peek()) {
      case '\'', '"' -> quoted();
      case '[' -> list();
      case '{' -> new Entries(dicts.parse(this::element));
      default -> unquoted();
    };
  }

  private Element list() {
    scanner.enter();
    scanner.pos++;
    scanner.skipBlanks();
    Element list = new Items(sequence(']'));
    scanner.leave();
    return list;
  }

  /** Elements up to a closing character; one left out between commas is the empty string. */
  private List<Element> sequence(char close) {
    List<Element> items = new ArrayList<>();
    if (scanner.takeAfterBlanks(close)) {
      return items;
    }
    while (true) {
      boolean leftOut = scanner.peek() == ',' || scanner.peek() == close;
      items.add(leftOut ? EMPTY : element());
      if (scanner.takeAfterBlanks(close)) {
        return items;
      }
      if (!scanner.takeAfterBlanks(',')) {
        throw expected("',' or '" + close + "'");
      }
      scanner.skipBlanks();
    }
  }

  private Element unquoted() {
    int start = scanner.pos;
    PartList parts = new PartList();
    while (true) {
      if (scanner.atInterpolation()) {
        parts.expression(interpolations.expression());
      } else if (!scanner.plain(parts.buffer(), true)) {
        break;
      }
    }
    if (scanner.pos == start) {
      throw expected("a value");
    }
    if (parts.hasExpression()) {
      List<Part> all = parts.finish();
      return all.size() == 1 ? (Expression) all.get(0) : new Joined(all);
    }
    if (scanner.text.substring(start, scanner.pos).isBlank()) {
      throw scanner.error(start, "a value of blanks only; quote it");
    }
    return new Literal(scanner.typed(start, parts.buffer().toString()));
  }

  /** A quoted string: backslashes count only before its quote and before an interpolation. */
  private Element quoted() {
    int start = scanner.pos;
    char quote = scanner.text.charAt(scanner.pos++);
    PartList parts = new PartList();
    while (true) {
      int run = scanner.pos;
      while (!scanner.atEnd()
          && scanner.peek() != '\\'
          && scanner.peek() != quote
          && !scanner.atInterpolation()) {
        scanner.pos++;
      }
      parts.text(scanner.text, run, scanner.pos);
      int backslashes = scanner.backslashes();
      scanner.pos += backslashes;
      boolean special = scanner.peek() == quote || scanner.atInterpolation();
      parts.text("\\".repeat(special ? backslashes / 2 : backslashes));
      if (scanner.atEnd()) {
        throw scanner.error(start, "a quote without its partner");
      } else if (special && backslashes % 2 == 1) {
        parts.text(scanner.text, scanner.pos, scanner.pos + 1);
        scanner.pos++;
      } else if (scanner.peek() == quote) {
        scanner.pos++;
        break;
      } else if (special) {
        parts.expression(interpolations.expression());
      }
    }
    return parts.hasExpression()
        ? new Joined(parts.finish())
        : new Literal(parts.buffer().toString());
  }

  private RuntimeException expected(String what) {
    return scanner.error("expected " + what + ", found " + scanner.found() + quoteHint());
  }

  private String quoteHint() {
    int c = scanner.peek();
    return c > 0 && "[]{},".indexOf(c) < 0 ? "; quote text that holds it" : "";
  }
}
