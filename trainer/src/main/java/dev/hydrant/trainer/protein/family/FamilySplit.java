package dev.hydrant.trainer.protein.family;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Chooses whole families for validation. */
public final class FamilySplit {
  private static final double SHARE = 0.2;

  private FamilySplit() {}

  /**
   * Which chains are for validation: families in a random order, each that still fits into a fifth
   * of the chains; the smallest one if none does.
   *
   * @param families of each chain
   * @return empty if there is only one family
   */
  public static Optional<boolean[]> validation(int[] families, long seed) {
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < families.length; i++) {
      members.computeIfAbsent(families[i], f -> new ArrayList<>()).add(i);
    }
    if (members.size() < 2) {
      return Optional.empty();
    }
    List<List<Integer>> order = new ArrayList<>(members.values());
    Collections.shuffle(order, new Random(seed));
    boolean[] out = new boolean[families.length];
    int left = Math.max(1, (int) (SHARE * families.length));
    boolean none = true;
    for (List<Integer> family : order) {
      if (family.size() <= left) {
        family.forEach(i -> out[i] = true);
        left -= family.size();
        none = false;
      }
    }
    if (none) {
      Collections.min(order, (a, b) -> Integer.compare(a.size(), b.size()))
          .forEach(i -> out[i] = true);
    }
    return Optional.of(out);
  }
}
