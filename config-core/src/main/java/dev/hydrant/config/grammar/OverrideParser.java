package dev.hydrant.config.grammar;

import dev.hydrant.config.grammar.OverrideValue.Extension;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import dev.hydrant.config.grammar.SweepValue.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Parses overrides of the command line; functions such as {@code int(...)} are evaluated, sweeps
 * and interpolations are not.
 *
 * <pre>
 * override: key '=' value? | '+' key '=' value? | '++' key '=' value? | '~' key ('=' value?)?
 * key:      (path | ID ('/' ID)+ | nothing) ('@' (path | nothing))?
 * value:    element (',' element)*
 * </pre>
 */
public final class OverrideParser {
  private final Scanner scanner;
  private final RandomGenerator random;

  private OverrideParser(String text, RandomGenerator random) {
    this.scanner = new Scanner(text, Scanner.Language.OVERRIDE);
    this.random = random;
  }

  /**
   * Parses one override.
   *
   * @throws dev.hydrant.config.error.OverrideParseException if it does not follow the grammar or
   *     calls a function wrongly
   */
  public static ParsedOverride parse(String text) {
    return parse(text, new SplittableRandom());
  }

  /**
   * Parses one override with the source of randomness that {@code shuffle([...])} uses.
   *
   * @throws dev.hydrant.config.error.OverrideParseException if it does not follow the grammar or
   *     calls a function wrongly
   */
  public static ParsedOverride parse(String text, RandomGenerator random) {
    return new OverrideParser(text, random).override();
  }

  private ParsedOverride override() {
    OverrideType type = OverrideType.CHANGE;
    if (scanner.take('~')) {
      type = OverrideType.DEL;
    } else if (scanner.take('+')) {
      type = scanner.take('+') ? OverrideType.FORCE_ADD : OverrideType.ADD;
    }
    KeyParser keys = new KeyParser(scanner);
    String key = keys.key();
    String pkg = scanner.take('@') ? keys.path() : null;
    if (type == OverrideType.DEL && scanner.atEnd()) {
      return new ParsedOverride(scanner.text, type, key, pkg, null);
    }
    if (!scanner.take('=')) {
      throw keys.noEqualSign();
    }
    scanner.skipBlanks();
    OverrideValue value = scanner.atEnd() ? new Scalar("") : value();
    if (value instanceof Extension) {
      if (type != OverrideType.CHANGE) {
        throw scanner.error(
            0,
            "extend_list() appends to an existing list; write "
                + Excerpt.brief(key)
                + "=… without prefix");
      }
      type = OverrideType.EXTEND_LIST;
    }
    return new ParsedOverride(scanner.text, type, key, pkg, value);
  }

  private OverrideValue value() {
    ValueParser values = new ValueParser(scanner, random);
    OverrideValue first = values.element();
    if (scanner.atEnd()) {
      return first;
    }
    List<OverrideValue> choices = new ArrayList<>();
    choices.add(first);
    while (scanner.takeAfterBlanks(',')) {
      scanner.skipBlanks();
      choices.add(values.element());
    }
    if (!scanner.atEnd()) {
      throw values.unexpected();
    }
    if (choices.stream().anyMatch(v -> v instanceof Extension)) {
      throw scanner.error(0, "extend_list() must be the whole value");
    }
    return new Choice(choices, true, false, Set.of());
  }
}
