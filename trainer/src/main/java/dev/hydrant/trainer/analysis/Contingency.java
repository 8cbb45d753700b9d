package dev.hydrant.trainer.analysis;

/** How often each label of one labelling meets each of another: {@code counts[a][b]}. */
record Contingency(int[][] counts, int[] rows, int[] columns, int items) {
  static Contingency of(int[] first, int[] second) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(
          "Two labellings of the same items, at least one, are compared, not of "
              + first.length
              + " and "
              + second.length);
    }
    Labels a = Labels.of(first);
    Labels b = Labels.of(second);
    int[][] counts = new int[a.count()][b.count()];
    for (int i = 0; i < first.length; i++) {
      counts[a.values()[i]][b.values()[i]]++;
    }
    return new Contingency(counts, a.sizes(), b.sizes(), first.length);
  }
}
