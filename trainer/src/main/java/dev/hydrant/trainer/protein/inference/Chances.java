package dev.hydrant.trainer.protein.inference;

import java.util.SplittableRandom;

/** Chances of ids at one position. */
final class Chances {
  private Chances() {}

  /**
   * From the logits of a row.
   *
   * @param logits of all positions, row by row
   * @param from where the row begins
   * @param count how many of its first ids are in the draw
   * @param temperature 0 takes the likeliest
   */
  static double[] of(double[] logits, int from, int count, double temperature) {
    double most = Double.NEGATIVE_INFINITY;
    int best = 0;
    for (int i = 0; i < count; i++) {
      if (logits[from + i] > most) {
        most = logits[from + i];
        best = i;
      }
    }
    double[] chances = new double[count];
    if (temperature == 0) {
      chances[best] = 1;
      return chances;
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      chances[i] = Math.exp((logits[from + i] - most) / temperature);
      sum += chances[i];
    }
    for (int i = 0; i < count; i++) {
      chances[i] /= sum;
    }
    return chances;
  }

  static int draw(double[] chances, SplittableRandom random) {
    double rest = random.nextDouble();
    int last = 0;
    for (int i = 0; i < chances.length; i++) {
      if (chances[i] > 0) {
        last = i;
        rest -= chances[i];
        if (rest < 0) {
          return i;
        }
      }
    }
    return last;
  }

  static double largest(double[] chances) {
    double most = 0;
    for (double c : chances) {
      most = Math.max(most, c);
    }
    return most;
  }
}
