package dev.hydrant.trainer.data.molecule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells bonds of rings from bridges (Tarjan 1974). */
final class Rings {
  private final SmilesGraph graph;
  private final List<List<int[]>> edges = new ArrayList<>();
  private final boolean[] inRing;
  private final int[] entered;
  private final int[] lowest;
  private int time;

  private Rings(SmilesGraph graph) {
    int n = graph.atoms().size();
    this.graph = graph;
    this.inRing = new boolean[graph.bonds().size()];
    this.entered = new int[n];
    this.lowest = new int[n];
    Arrays.fill(inRing, true);
    for (int a = 0; a < n; a++) {
      edges.add(new ArrayList<>());
    }
    for (int i = 0; i < graph.bonds().size(); i++) {
      SmilesGraph.Bond b = graph.bonds().get(i);
      edges.get(b.from()).add(new int[] {b.to(), i});
      edges.get(b.to()).add(new int[] {b.from(), i});
    }
  }

  /** For each bond, whether it is part of a ring. */
  static boolean[] bonds(SmilesGraph graph) {
    Rings rings = new Rings(graph);
    for (int a = 0; a < rings.graph.atoms().size(); a++) {
      if (rings.entered[a] == 0) {
        rings.visit(a, -1);
      }
    }
    return rings.inRing;
  }

  private void visit(int atom, int by) {
    entered[atom] = lowest[atom] = ++time;
    for (int[] edge : edges.get(atom)) {
      int to = edge[0];
      if (edge[1] == by) {
        continue;
      }
      if (entered[to] == 0) {
        visit(to, edge[1]);
        lowest[atom] = Math.min(lowest[atom], lowest[to]);
        inRing[edge[1]] = lowest[to] <= entered[atom];
      } else {
        lowest[atom] = Math.min(lowest[atom], entered[to]);
      }
    }
  }
}
