package dev.hydrant.trainer.analysis;

import java.util.HashMap;
import java.util.Map;

/** Labels renumbered 0, 1, … in the order they first appear. */
record Labels(int[] values, int count) {
  static Labels of(int[] labels) {
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] values = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      Integer next = numbers.size();
      Integer known = numbers.putIfAbsent(labels[i], next);
      values[i] = known == null ? next : known;
    }
    return new Labels(values, numbers.size());
  }

  int[] sizes() {
    int[] sizes = new int[count];
    for (int value : values) {
      sizes[value]++;
    }
    return sizes;
  }
}
