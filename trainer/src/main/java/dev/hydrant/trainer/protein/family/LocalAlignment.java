package dev.hydrant.trainer.protein.family;

/**
 * The best local alignment of two sequences (Smith and Waterman 1981; gaps after Gotoh 1982) by
 * {@link Blosum62}; a gap costs 11 and 1 for each further residue.
 *
 * @param score of the alignment
 * @param pairs residues that are aligned with a residue
 * @param identical pairs of equal letters
 */
record LocalAlignment(int score, int pairs, int identical) {
  private static final int OPEN = 11;
  private static final int EXTEND = 1;
  private static final int NEVER = -1_000_000;

  /** Score, pairs and identical pairs of the best path to each place of a row. */
  private static final class Row {
    final int[] score;
    final int[] pairs;
    final int[] same;

    Row(int size, int first) {
      score = new int[size];
      pairs = new int[size];
      same = new int[size];
      java.util.Arrays.fill(score, first);
    }

    void set(int at, Row from, int where, int change) {
      score[at] = from.score[where] + change;
      pairs[at] = from.pairs[where];
      same[at] = from.same[where];
    }
  }

  /** Aligns. */
  static LocalAlignment of(String a, String b) {
    int n = b.length() + 1;
    Row above = new Row(n, 0);
    Row down = new Row(n, NEVER); // ends with a gap in b
    LocalAlignment best = new LocalAlignment(0, 0, 0);
    for (int i = 1; i <= a.length(); i++) {
      Row here = new Row(n, 0);
      Row along = new Row(n, NEVER); // ends with a gap in a
      char x = a.charAt(i - 1);
      for (int j = 1; j < n; j++) {
        char y = b.charAt(j - 1);
        gap(down, j, above, j, down, j);
        gap(along, j, here, j - 1, along, j - 1);
        here.set(j, above, j - 1, Blosum62.of(x, y));
        here.pairs[j]++;
        here.same[j] += x == y ? 1 : 0;
        better(here, j, down);
        better(here, j, along);
        if (here.score[j] <= 0) {
          here.score[j] = 0;
          here.pairs[j] = 0;
          here.same[j] = 0;
        }
        if (here.score[j] > best.score) {
          best = new LocalAlignment(here.score[j], here.pairs[j], here.same[j]);
        }
      }
      above = here;
    }
    return best;
  }

  /** A gap that begins behind an alignment, or one that goes on. */
  private static void gap(Row to, int at, Row begun, int from, Row open, int before) {
    if (begun.score[from] - OPEN >= open.score[before] - EXTEND) {
      to.set(at, begun, from, -OPEN);
    } else {
      to.set(at, open, before, -EXTEND);
    }
  }

  private static void better(Row here, int at, Row other) {
    if (other.score[at] > here.score[at]) {
      here.set(at, other, at, 0);
    }
  }

  /** The share of the aligned pairs that are equal. */
  double identity() {
    return pairs == 0 ? 0 : (double) identical / pairs;
  }
}
