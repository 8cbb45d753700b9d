package dev.hydrant.trainer.data.molecule;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Largest matchings of a graph, by Edmonds' blossom algorithm (1965) in its cubic form. */
final class Matching {
  private final List<List<Integer>> neighbours;
  private final int n;
  private final int[] match;
  private final int[] parent;
  private final int[] base;

  private Matching(List<List<Integer>> neighbours) {
    this.neighbours = neighbours;
    this.n = neighbours.size();
    this.match = new int[n];
    this.parent = new int[n];
    this.base = new int[n];
    Arrays.fill(match, -1);
  }

  /** Whether every vertex can be matched to a neighbour of its own. */
  static boolean isPerfect(List<List<Integer>> neighbours) {
    Matching m = new Matching(neighbours);
    for (int v = 0; v < m.n; v++) {
      if (m.match[v] < 0 && !m.augment(v)) {
        return false;
      }
    }
    return true;
  }

  private boolean augment(int root) {
    boolean[] used = new boolean[n];
    Arrays.fill(parent, -1);
    Arrays.setAll(base, i -> i);
    used[root] = true;
    Deque<Integer> queue = new ArrayDeque<>(List.of(root));
    while (!queue.isEmpty()) {
      int v = queue.remove();
      for (int to : neighbours.get(v)) {
        if (base[v] == base[to] || match[v] == to) {
          continue;
        }
        if (to == root || match[to] >= 0 && parent[match[to]] >= 0) {
          shrink(v, to, used, queue);
        } else if (parent[to] < 0) {
          parent[to] = v;
          if (match[to] < 0) {
            flip(to);
            return true;
          }
          used[match[to]] = true;
          queue.add(match[to]);
        }
      }
    }
    return false;
  }

  private void shrink(int v, int to, boolean[] used, Deque<Integer> queue) {
    int common = commonBase(v, to);
    boolean[] blossom = new boolean[n];
    mark(v, common, to, blossom);
    mark(to, common, v, blossom);
    for (int i = 0; i < n; i++) {
      if (blossom[base[i]]) {
        base[i] = common;
        if (!used[i]) {
          used[i] = true;
          queue.add(i);
        }
      }
    }
  }

  private int commonBase(int a, int b) {
    boolean[] seen = new boolean[n];
    int x = a;
    while (true) {
      x = base[x];
      seen[x] = true;
      if (match[x] < 0) {
        break;
      }
      x = parent[match[x]];
    }
    int y = base[b];
    while (!seen[y]) {
      y = base[parent[match[y]]];
    }
    return y;
  }

  private void mark(int from, int common, int child, boolean[] blossom) {
    int v = from;
    int below = child;
    while (base[v] != common) {
      blossom[base[v]] = true;
      blossom[base[match[v]]] = true;
      parent[v] = below;
      below = match[v];
      v = parent[match[v]];
    }
  }

  private void flip(int end) {
    int v = end;
    while (v >= 0) {
      int before = parent[v];
      int next = match[before];
      match[v] = before;
      match[before] = v;
      v = next;
    }
  }
}
