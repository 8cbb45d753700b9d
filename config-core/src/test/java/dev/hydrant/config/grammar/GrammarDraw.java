package dev.hydrant.config.grammar;

import dev.hydrant.config.draw.Draw;
import dev.hydrant.config.grammar.OverrideValue.Entries;
import dev.hydrant.config.grammar.OverrideValue.Items;
import dev.hydrant.config.grammar.OverrideValue.Quoted;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Random values, key paths and interpolations of the override grammar. */
record GrammarDraw(Draw draw) {
  /** A value with at most so many containers around each other. */
  OverrideValue value(int depth) {
    return switch (draw.between(depth == 0 ? 2 : 0, 3)) {
      case 0 -> new Items(draw.list(0, 4, () -> value(depth - 1)));
      case 1 ->
          new Entries(draw.<Object, OverrideValue>map(0, 4, this::key, () -> value(depth - 1)));
      case 2 -> quoted();
      default -> new Scalar(scalar());
    };
  }

  private Object key() {
    return draw.<Object>oneOf(this::word, draw::anyLong);
  }

  private Object scalar() {
    return draw.<Object>oneOf(
        () -> null,
        draw::flip,
        draw::anyLong,
        () -> draw.between(BigInteger.TWO.pow(63), BigInteger.TWO.pow(200)),
        draw::anyDouble,
        () -> draw.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 5e-324),
        this::word);
  }

  /** Text that needs no quotes and has no other type. */
  private String word() {
    return draw.such(
        () -> draw.text("abcXYZ019_/-+.$%*@?|\\()[]{}:=, \t", 1, 8),
        text -> Words.typed(text) instanceof String);
  }

  private OverrideValue quoted() {
    String text = draw.flip() ? draw.anyText(8) : draw.text("\\'\"a ", 0, 8);
    return new Quoted(text, draw.of('\'', '"'));
  }

  KeyPath path() {
    return new KeyPath(draw.between(0, 3), draw.list(1, 4, () -> draw.text("ab-1é ", 1, 4)));
  }

  /** Alternating expressions and texts, texts never beside one another. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>(List.of(expression()));
    for (int more = draw.between(0, 4); more > 0; more--) {
      parts.add(new Part.Text(draw.text("a\\${}'\" é", 1, 6)));
      parts.add(expression());
    }
    return parts;
  }

  private Part expression() {
    return InterpolationParser.parse(
            draw.of(
                "${a}",
                "${..b[c].d}",
                "${a.${b}}",
                "${f:}",
                "${f:1,'x}',[a,{b: ${c}}]}",
                "${ x.y:\"${z}\" }"))
        .single();
  }
}
