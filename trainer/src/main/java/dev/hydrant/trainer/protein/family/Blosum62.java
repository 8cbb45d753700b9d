package dev.hydrant.trainer.protein.family;

/** Scores of residues that stand in for each other (Henikoff and Henikoff 1992). */
final class Blosum62 {
  private static final String ORDER = "ARNDCQEGHILKMFPSTWYV";

  /** The lower triangle in that order. */
  private static final int[][] ROWS = {
    {4},
    {-1, 5},
    {-2, 0, 6},
    {-2, -2, 1, 6},
    {0, -3, -3, -3, 9},
    {-1, 1, 0, 0, -3, 5},
    {-1, 0, 0, 2, -4, 2, 5},
    {0, -2, 0, -1, -3, -2, -2, 6},
    {-2, 0, 1, -1, -3, 0, 0, -2, 8},
    {-1, -3, -3, -3, -1, -3, -3, -4, -3, 4},
    {-1, -2, -3, -4, -1, -2, -3, -4, -3, 2, 4},
    {-1, 2, 0, -1, -3, 1, 1, -2, -1, -3, -2, 5},
    {-1, -1, -2, -3, -1, 0, -2, -3, -2, 1, 2, -1, 5},
    {-2, -3, -3, -3, -2, -3, -3, -3, -1, 0, 0, -3, 0, 6},
    {-1, -2, -2, -1, -3, -1, -1, -2, -2, -3, -3, -1, -2, -4, 7},
    {1, -1, 1, 0, -1, 0, 0, 0, -1, -2, -2, 0, -1, -2, -1, 4},
    {0, -1, 0, -1, -1, -1, -1, -2, -2, -1, -1, -1, -1, -2, -1, 1, 5},
    {-3, -3, -4, -4, -2, -2, -3, -2, -2, -3, -2, -3, -1, 1, -4, -3, -2, 11},
    {-2, -2, -2, -3, -2, -1, -2, -3, 2, -1, -1, -2, -1, 3, -3, -2, -2, 2, 7},
    {0, -3, -3, -3, -1, -2, -2, -3, -3, 3, 1, -2, 1, -1, -2, -2, 0, -3, -1, 4}
  };

  private static final int OTHERS = -1;
  private static final int[] PLACE = new int['Z' + 1];

  static {
    for (char letter = 0; letter < PLACE.length; letter++) {
      PLACE[letter] = ORDER.indexOf(letter);
    }
  }

  private Blosum62() {}

  /** The score of two letters of A to Z; −1 for those that are none of the 20. */
  static int of(char a, char b) {
    int i = PLACE[a];
    int j = PLACE[b];
    if (i < 0 || j < 0) {
      return OTHERS;
    }
    return i >= j ? ROWS[i][j] : ROWS[j][i];
  }
}
