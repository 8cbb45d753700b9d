package dev.hydrant.trainer.protein.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts sequences into families by single linkage: two are of one family if their best local
 * alignment has 30 % equal residues or more, covers half of the shorter one or more, and has a
 * score that chance gives to one pair in a thousand at most; or if a third one links them. Pairs
 * that share hardly more triples of residues than chance would give are not aligned.
 */
public final class Families {
  private static final double IDENTITY = 0.3;
  private static final double COVERAGE = 0.5;

  /** Of scores by chance with these gaps (Altschul and Gish 1996), and how many are too many. */
  private static final double DECAY = 0.267;

  private static final double SCALE = 0.041;
  private static final double LIKELY = 1e-3;
  private static final int TRIPLE = 3;
  private static final double TRIPLES = 8000;

  /** Beyond so many times what chance gives, and so many more, a pair is looked at. */
  private static final double TIMES = 1.5;

  private static final int MORE = 4;

  private final List<String> sequences;
  private final int[] parent;

  private Families(List<String> sequences) {
    this.sequences = sequences;
    parent = new int[sequences.size()];
    Arrays.setAll(parent, i -> i);
  }

  /** The family of each sequence: the number of its first member. */
  public static int[] of(List<String> sequences) {
    Families families = new Families(sequences);
    families.link();
    int[] out = new int[sequences.size()];
    Arrays.setAll(out, families::root);
    return out;
  }

  private int root(int i) {
    int at = i;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private void link() {
    Map<String, List<Integer>> known = new HashMap<>();
    int[] shared = new int[sequences.size()];
    for (int i = 0; i < sequences.size(); i++) {
      Arrays.fill(shared, 0, i, 0);
      for (String triple : triples(sequences.get(i))) {
        List<Integer> with = known.computeIfAbsent(triple, t -> new ArrayList<>());
        with.forEach(j -> shared[j]++);
        with.add(i);
      }
      for (int j = 0; j < i; j++) {
        int a = root(i);
        int b = root(j);
        if (a != b && worth(i, j, shared[j]) && related(sequences.get(i), sequences.get(j))) {
          parent[Math.max(a, b)] = Math.min(a, b);
        }
      }
    }
  }

  private static Iterable<String> triples(String sequence) {
    return java.util.stream.IntStream.rangeClosed(0, sequence.length() - TRIPLE)
        .mapToObj(i -> sequence.substring(i, i + TRIPLE))
        .distinct()
        .toList();
  }

  private boolean worth(int i, int j, int shared) {
    double chance = sequences.get(i).length() * (double) sequences.get(j).length() / TRIPLES;
    return shared > TIMES * chance + MORE || sequences.get(i).equals(sequences.get(j));
  }

  static boolean related(String a, String b) {
    LocalAlignment best = LocalAlignment.of(a, b);
    double chance = SCALE * a.length() * b.length() * Math.exp(-DECAY * best.score());
    return best.identity() >= IDENTITY
        && best.pairs() >= COVERAGE * Math.min(a.length(), b.length())
        && chance < LIKELY;
  }
}
