package dev.hydrant.trainer.grammar.sample;

import dev.hydrant.trainer.grammar.syntax.Derivation;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.grammar.syntax.RandomDerivation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Distinct texts of a grammar, drawn at random: what there is of arithmetic expressions. */
public final class ExpressionSample {
  private static final int TRIES = 1000;

  private ExpressionSample() {}

  /**
   * Draws texts.
   *
   * @param count how many
   * @param most rules of each
   * @param seed the same seed draws the same texts
   * @throws IllegalArgumentException if there seem to be fewer
   */
  public static List<String> of(Grammar grammar, int count, int most, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> texts = new LinkedHashSet<>();
    int inVain = 0;
    while (texts.size() < count) {
      boolean isNew =
          texts.add(Derivation.text(grammar, RandomDerivation.of(grammar, most, random)));
      inVain = isNew ? 0 : inVain + 1;
      if (inVain > TRIES) {
        throw new IllegalArgumentException(
            "%s has hardly more than %d texts of at most %d rules"
                .formatted(grammar, texts.size(), most));
      }
    }
    return List.copyOf(texts);
  }
}
