package dev.hydrant.config.grammar;

import dev.hydrant.config.grammar.Expression.DynamicReference;
import dev.hydrant.config.grammar.Expression.Key;
import dev.hydrant.config.grammar.Expression.NodeReference;
import dev.hydrant.config.grammar.Expression.ResolverCall;
import dev.hydrant.config.grammar.Part.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses strings with {@code ${...}} in them; it evaluates nothing.
 *
 * <p>Grammar, with blanks allowed only after <code>${</code>, before <code>}</code> and around a
 * resolver's colon:
 *
 * <pre>
 * string:     (text | escaped | expression)+
 * expression: '${' '.'* step ('.' key | '[' key ']')* '}'  |  '${' name ':' arguments? '}'
 * step:       key | '[' key ']'
 * key:        expression | one or more characters but \ { } ( ) [ ] : . blank ' "
 * name:       (expression | ID) ('.' (expression | ID))*
 * </pre>
 *
 * An odd number of backslashes before <code>${</code> makes it text; pairs of them before it are
 * halved; elsewhere they are literal.
 */
public final class InterpolationParser {
  private static final String NO_KEY = "\\{}()[]:. \t'\"";

  private final Scanner scanner;
  private final ElementParser elements;

  InterpolationParser(Scanner scanner) {
    this.scanner = scanner;
    this.elements = new ElementParser(scanner, this);
  }

  /** Whether a string must be parsed at all; an escaped {@code \${} counts. */
  public static boolean isInterpolation(String text) {
    return text.indexOf("${") >= 0;
  }

  /**
   * Parses a whole string.
   *
   * @throws dev.hydrant.config.error.InterpolationException on bad syntax
   */
  public static InterpolationAst parse(String text) {
    Scanner scanner = new Scanner(text, Scanner.Language.INTERPOLATION);
    return new InterpolationAst(text, new InterpolationParser(scanner).string());
  }

  /**
   * Parses a string as one element, as {@code oc.decode} does: {@code 1}, {@code [a, ${b}]}, {@code
   * 'text'}.
   *
   * @throws dev.hydrant.config.error.InterpolationException on bad syntax
   */
  public static Element parseElement(String text) {
    Scanner scanner = new Scanner(text, Scanner.Language.INTERPOLATION);
    return new InterpolationParser(scanner).elements.whole();
  }

  private List<Part> string() {
    PartList parts = new PartList();
    String text = scanner.text;
    while (!scanner.atEnd()) {
      int dollar = text.indexOf("${", scanner.pos);
      if (dollar < 0) {
        parts.text(text, scanner.pos, text.length());
        break;
      }
      int first = dollar;
      while (first > scanner.pos && text.charAt(first - 1) == '\\') {
        first--;
      }
      int backslashes = dollar - first;
      parts.text(text, scanner.pos, first + backslashes / 2);
      scanner.pos = dollar;
      if (backslashes % 2 == 1) {
        parts.text("${");
        scanner.pos += 2;
      } else {
        parts.expression(expression());
      }
    }
    return parts.finish();
  }

  /** Parses one expression; the cursor stands on its <code>${</code>. */
  Expression expression() {
    scanner.enter();
    int start = scanner.pos;
    scanner.pos += 2;
    scanner.skipBlanks();
    int level = 0;
    while (scanner.take('.')) {
      level++;
    }
    if (level == 0 && scanner.peek() == ':' && scanner.depth() == 1 && isWordsOnly()) {
      scanner.takeAfterBlanks(':');
      return finish(call(start, List.of(new Text(""))));
    }
    List<Key> keys = new ArrayList<>(4);
    boolean canCall = level == 0;
    boolean dotted = false;
    do {
      boolean bracketed = !dotted && scanner.take('[');
      Part name = key();
      if (bracketed && !scanner.take(']')) {
        throw scanner.error("expected ']' after the key, found " + scanner.found());
      }
      canCall &= !bracketed && (name instanceof Expression || isId(((Text) name).value()));
      keys.add(new Key(name, bracketed));
      dotted = scanner.take('.');
    } while (dotted || scanner.peek() == '[');
    if (scanner.takeAfterBlanks('}')) {
      return finish(reference(start, level, keys));
    }
    if (canCall && scanner.takeAfterBlanks(':')) {
      return finish(call(start, resolverName(keys)));
    }
    throw unfinished(start, canCall);
  }

  private Expression finish(Expression expression) {
    scanner.leave();
    return expression;
  }

  private RuntimeException unfinished(int start, boolean canCall) {
    if (scanner.afterBlanks() == scanner.text.length()) {
      return scanner.error(start, "'${' without its '}'; write \\${ for the text itself");
    }
    if (scanner.peek(-1) == '.' || scanner.peek() == '.') {
      return scanner.error("expected a key after '.', found " + scanner.found());
    }
    return scanner.error(
        "expected '.', '[', "
            + (canCall ? "':' " : "")
            + "or '}' after the key, found "
            + scanner.found()
            + "; a key holds no blanks, quotes, braces or brackets, and a nested ${...} must be a"
            + " whole key");
  }

  private Part key() {
    if (scanner.atInterpolation()) {
      return expression();
    }
    int start = scanner.pos;
    while (!scanner.atEnd() && NO_KEY.indexOf(scanner.peek()) < 0 && !scanner.atInterpolation()) {
      scanner.pos++;
    }
    if (scanner.pos == start) {
      throw scanner.atEnd()
          ? scanner.error("'${' without its key and '}'; write \\${ for the text itself")
          : scanner.error("expected a key, found " + scanner.found());
    }
    return new Text(scanner.text.substring(start, scanner.pos));
  }

  private Expression reference(int start, int level, List<Key> keys) {
    String text = scanner.text.substring(start, scanner.pos);
    List<String> known = new ArrayList<>(keys.size());
    for (Key key : keys) {
      if (!(key.name() instanceof Text name)) {
        return new DynamicReference(text, level, keys);
      }
      known.add(name.value());
    }
    return new NodeReference(text, new KeyPath(level, known));
  }

  private Expression call(int start, List<Part> name) {
    List<Element> arguments = elements.arguments();
    return new ResolverCall(scanner.text.substring(start, scanner.pos), name, arguments);
  }

  private static List<Part> resolverName(List<Key> keys) {
    PartList name = new PartList();
    for (int i = 0; i < keys.size(); i++) {
      if (i > 0) {
        name.text(".");
      }
      if (keys.get(i).name() instanceof Text known) {
        name.text(known.value());
      } else {
        name.expression((Expression) keys.get(i).name());
      }
    }
    return name.finish();
  }

  private static boolean isId(String name) {
    if (!Scanner.isLetter(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Scanner.isLetter(c) && !Scanner.isDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a call without a name has plain words for arguments: the original takes such a string
   * as well formed, and fails only when it is used.
   */
  private boolean isWordsOnly() {
    boolean word = false;
    boolean blank = false;
    for (int i = scanner.pos + 1; i < scanner.text.length(); i++) {
      char c = scanner.text.charAt(i);
      if (c == '}') {
        return word;
      }
      if (c == ',') {
        if (!word) {
          return false;
        }
        word = false;
      } else if (!Scanner.isBlank(c)) {
        if (!Scanner.isWord(c) || word && blank) {
          return false;
        }
        word = true;
      }
      blank = Scanner.isBlank(c);
    }
    return false;
  }
}
