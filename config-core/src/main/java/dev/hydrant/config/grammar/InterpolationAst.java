package dev.hydrant.config.grammar;

import dev.hydrant.config.node.Interpolation;
import java.util.List;

/**
 * A parsed string that contains {@code ${...}}.
 *
 * @param text the text as written
 * @param parts literal texts and expressions in order, at least one
 */
public record InterpolationAst(String text, List<Part> parts) implements Interpolation {
  public InterpolationAst {
    parts = List.copyOf(parts);
  }

  /**
   * The one expression that is the whole string, or null. Such a string stands for the value
   * itself, of any type; every other string is joined text.
   */
  public Expression single() {
    return parts.size() == 1 && parts.get(0) instanceof Expression e ? e : null;
  }
}
