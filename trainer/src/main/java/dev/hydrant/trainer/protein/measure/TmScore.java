package dev.hydrant.trainer.protein.measure;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.Superposition;
import java.util.Arrays;

/**
 * The template-modelling score of two traces whose residues correspond (Zhang and Skolnick 2004,
 * Proteins 57:702): the mean over residues of 1 / (1 + (d / d0)²) after the superposition that
 * makes it largest; 1 for equal structures, about 0.17 for unrelated ones, from 0.5 on the same
 * fold. That superposition is searched for as the authors do: from the fits of fragments of many
 * lengths, each refined to the residues that lie close.
 */
public final class TmScore {
  private static final int SHORTEST = 4;
  private static final int REFINEMENTS = 20;
  private static final int MOST_STARTS = 40;

  private final Matrix mobile;
  private final Matrix target;
  private final int length;
  private final double scale;
  private double best;

  private TmScore(Matrix mobile, Matrix target) {
    this.mobile = mobile;
    this.target = target;
    this.length = target.rows();
    this.scale = scale(length);
  }

  /** The distance d0 in Å at which a residue counts half; 0.5 for chains below 22 residues. */
  static double scale(int length) {
    return length <= 21 ? 0.5 : Math.max(0.5, 1.24 * Math.cbrt(length - 15) - 1.8);
  }

  /**
   * The score.
   *
   * @param mobile {@code [L, 3]} CA atoms in Å of what was made
   * @param target {@code [L, 3]} the same of what it is to be
   */
  public static double of(Matrix mobile, Matrix target) {
    TmScore search = new TmScore(mobile, target);
    for (int size = search.length; ; size /= 2) {
      int fragment = Math.max(Math.min(size, search.length), Math.min(SHORTEST, search.length));
      int starts = search.length - fragment + 1;
      int stride = Math.max(1, starts / MOST_STARTS);
      for (int start = 0; start < starts; start += stride) {
        search.refine(start, fragment);
      }
      if (size <= SHORTEST) {
        return search.best;
      }
    }
  }

  private void refine(int start, int fragment) {
    double[] weights = new double[length];
    for (int i = start; i < start + fragment; i++) {
      weights[i] = 1;
    }
    for (int round = 0; round < REFINEMENTS; round++) {
      double[] distances = distances(Superposition.of(mobile, target, weights));
      double score = 0;
      for (double d : distances) {
        score += 1 / (1 + d * d / (scale * scale));
      }
      best = Math.max(best, score / length);
      double[] close = close(distances);
      if (Arrays.equals(close, weights)) {
        return;
      }
      weights = close;
    }
  }

  /** The residues within a cutoff that is widened until three are. */
  private double[] close(double[] distances) {
    double cutoff = Math.max(4.5, Math.min(8, scale));
    while (true) {
      double[] weights = new double[length];
      int count = 0;
      for (int i = 0; i < length; i++) {
        if (distances[i] < cutoff) {
          weights[i] = 1;
          count++;
        }
      }
      if (count >= Math.min(3, length)) {
        return weights;
      }
      cutoff += 0.5;
    }
  }

  private double[] distances(Superposition fit) {
    Matrix moved = fit.apply(mobile);
    double[] distances = new double[length];
    for (int i = 0; i < length; i++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        double d = moved.get(i, k) - target.get(i, k);
        sum += d * d;
      }
      distances[i] = Math.sqrt(sum);
    }
    return distances;
  }
}
