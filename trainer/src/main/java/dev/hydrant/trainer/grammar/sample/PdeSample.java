package dev.hydrant.trainer.grammar.sample;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Distinct equations of all families, family after family, as many of each. */
public final class PdeSample {
  private PdeSample() {}

  /**
   * An equation with what it is.
   *
   * @param family in small letters
   * @param dimensions of space
   */
  public record Equation(String text, String family, int dimensions) {}

  /**
   * Draws equations.
   *
   * @param perFamily how many of each family, spread over its dimensions
   * @param seed the same seed draws the same equations
   */
  public static List<Equation> of(int perFamily, long seed) {
    List<Equation> all = new ArrayList<>();
    for (PdeFamily family : PdeFamily.values()) {
      SplittableRandom random = new SplittableRandom(seed * 31 + family.ordinal());
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < perFamily; i++) {
        int dimensions = 1 + i % family.mostDimensions();
        String text = family.draw(dimensions, random);
        for (int tries = 0; !seen.add(text) && tries < 100; tries++) {
          text = family.draw(dimensions, random);
        }
        all.add(new Equation(text, family.name().toLowerCase(Locale.ROOT), dimensions));
      }
    }
    return List.copyOf(all);
  }
}
