package dev.hydrant.trainer.protein.sample;

import java.util.SplittableRandom;

/**
 * The state of a residue in a generated chain: it decides its angles, and which letters are likely.
 */
public enum SecondaryState {
  /** An α helix. */
  HELIX('H', "AELMQKR"),
  /** A β strand. */
  STRAND('E', "VIYFWT"),
  /** All else. */
  LOOP('L', "GNPDS");

  private static final String LETTERS = "ARNDCQEGHILKMFPSTWYV";
  private static final double FAVOURED = 0.8;

  private final char letter;
  private final String favourites;

  SecondaryState(char letter, String favourites) {
    this.letter = letter;
    this.favourites = favourites;
  }

  /** H, E or L. */
  public char letter() {
    return letter;
  }

  /**
   * The chance of a letter in this state: the favourites share 0.8, the others 0.2; proline is in
   * loops alone.
   */
  public double probability(char aminoAcid) {
    if (favourites.indexOf(aminoAcid) >= 0) {
      return FAVOURED / favourites.length();
    }
    if (aminoAcid == 'P' || LETTERS.indexOf(aminoAcid) < 0) {
      return 0;
    }
    return (1 - FAVOURED) / (LETTERS.length() - favourites.length() - (this == LOOP ? 0 : 1));
  }

  /**
   * The entropy of the letters in this state, in nats: no model that guesses letters from all else
   * can reach a lower cross entropy.
   */
  public double entropy() {
    double sum = 0;
    for (char each : LETTERS.toCharArray()) {
      double p = probability(each);
      sum -= p > 0 ? p * Math.log(p) : 0;
    }
    return sum;
  }

  char draw(SplittableRandom random) {
    double rest = random.nextDouble();
    for (char each : LETTERS.toCharArray()) {
      rest -= probability(each);
      if (rest < 0) {
        return each;
      }
    }
    return favourites.charAt(0);
  }
}
