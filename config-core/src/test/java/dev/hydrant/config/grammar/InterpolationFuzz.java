package dev.hydrant.config.grammar;

import dev.hydrant.config.error.InterpolationException;
import java.nio.charset.StandardCharsets;

/**
 * Feeds arbitrary text to the interpolation grammar, in the form that coverage-guided fuzzers call.
 * Any exception but our own is a defect, and so is an expression whose text parses to another one.
 */
public final class InterpolationFuzz {
  private InterpolationFuzz() {}

  /** The entry point of fuzzers. */
  public static void fuzzerTestOneInput(byte[] data) {
    check(new String(data, StandardCharsets.UTF_8));
  }

  static void check(String text) {
    KeyPath.parse(text);
    try {
      InterpolationParser.parseElement(text);
    } catch (InterpolationException e) {
      requireCaret(e);
    }
    InterpolationAst ast;
    try {
      ast = InterpolationParser.parse(text);
    } catch (InterpolationException e) {
      requireCaret(e);
      return;
    }
    for (Part part : ast.parts()) {
      if (part instanceof Expression expression
          && !expression.equals(InterpolationParser.parse(expression.text()).single())) {
        throw new AssertionError(expression.text() + " is another expression on its own");
      }
    }
    boolean literal = ast.parts().size() == 1 && ast.parts().get(0) instanceof Part.Text;
    if (literal
        && !InterpolationParser.isInterpolation(text)
        && !((Part.Text) ast.parts().get(0)).value().equals(text)) {
      throw new AssertionError("plain text changed: " + text);
    }
  }

  private static void requireCaret(InterpolationException e) {
    if (!e.fact().endsWith("^")) {
      throw new AssertionError("a poor message: " + e.getMessage());
    }
  }
}
