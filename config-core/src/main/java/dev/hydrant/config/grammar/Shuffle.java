package dev.hydrant.config.grammar;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random order; the same generator in the same state gives the same order. */
public final class Shuffle {
  private Shuffle() {}

  /** Puts a list into random order, each order equally likely (Fisher and Yates). */
  public static void inPlace(List<?> list, RandomGenerator random) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }
}
