package dev.hydrant.trainer.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Successive shortest paths for transport. Moving a source's mass from sink a to sink b costs
 * cost(i, b) − cost(i, a); a queue per pair of sinks knows the cheapest source for it. Entries of
 * sources that have nothing left at a are dropped when they come up.
 */
final class ResidualTransport {
  private static final double DUST = 1e-14;

  private record Move(int source, double cost) {}

  private final Matrix cost;
  private final double[] sources;
  private final double[] room;
  private final double dust;
  private final Matrix flow;
  private final PriorityQueue<Move>[][] moves;
  private final double[] distance;
  private final int[] previous;

  ResidualTransport(Matrix cost, double[] sources, double[] sinks) {
    this.cost = cost;
    this.sources = sources;
    this.room = sinks.clone();
    this.dust = DUST * Arrays.stream(sinks).sum();
    this.flow = Matrix.zeros(sources.length, sinks.length);
    this.moves = queues(sinks.length);
    this.distance = new double[sinks.length];
    this.previous = new int[sinks.length];
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static PriorityQueue<Move>[][] queues(int k) {
    Comparator<Move> order = Comparator.comparingDouble(Move::cost).thenComparingInt(Move::source);
    PriorityQueue<Move>[][] queues = new PriorityQueue[k][k];
    for (PriorityQueue<Move>[] row : queues) {
      Arrays.setAll(row, b -> new PriorityQueue<>(order));
    }
    return queues;
  }

  TransportPlan solve() {
    for (int i = 0; i < sources.length; i++) {
      double left = sources[i];
      while (left > dust) {
        int end = shortestPaths(i);
        if (end < 0) {
          break; // only rounding of the sums is left
        }
        left -= push(i, end, left);
      }
    }
    double sum = 0;
    for (int i = 0; i < flow.values().length; i++) {
      sum += flow.values()[i] * cost.values()[i];
    }
    return new TransportPlan(flow, sum);
  }

  /** Bellman and Ford over the sinks; returns the cheapest one with room, or −1. */
  private int shortestPaths(int source) {
    int k = room.length;
    for (int b = 0; b < k; b++) {
      distance[b] = cost.get(source, b);
      previous[b] = -1;
    }
    boolean changed = true;
    for (int round = 0; changed && round < k; round++) {
      changed = false;
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          Move move = a == b ? null : cheapest(a, b);
          // Less than a rounding is no shortcut: it could close a circle of predecessors.
          if (move != null
              && distance[a] + move.cost() < distance[b] - 1e-13 * (1 + Math.abs(distance[b]))
              && !passes(a, b)) {
            distance[b] = distance[a] + move.cost();
            previous[b] = a;
            changed = true;
          }
        }
      }
    }
    int best = -1;
    for (int b = 0; b < k; b++) {
      if (room[b] > dust && (best < 0 || distance[b] < distance[best])) {
        best = b;
      }
    }
    return best;
  }

  private boolean passes(int from, int sink) {
    for (int at = from; at >= 0; at = previous[at]) {
      if (at == sink) {
        return true;
      }
    }
    return false;
  }

  private Move cheapest(int a, int b) {
    PriorityQueue<Move> queue = moves[a][b];
    while (!queue.isEmpty() && flow.get(queue.peek().source(), a) == 0) {
      queue.poll();
    }
    return queue.peek();
  }

  /** Sends as much as the path to {@code end} takes, and returns it. */
  private double push(int source, int end, double left) {
    double amount = Math.min(left, room[end]);
    for (int b = end; previous[b] >= 0; b = previous[b]) {
      int a = previous[b];
      amount = Math.min(amount, flow.get(cheapest(a, b).source(), a));
    }
    room[end] -= amount;
    int b = end;
    // The moved sources are looked up before anything changes on the way.
    int[] path = new int[room.length];
    int[] moved = new int[room.length];
    int steps = 0;
    for (; previous[b] >= 0; b = previous[b]) {
      path[steps] = b;
      moved[steps++] = cheapest(previous[b], b).source();
    }
    add(source, b, amount);
    for (int s = 0; s < steps; s++) {
      add(moved[s], previous[path[s]], -amount);
      add(moved[s], path[s], amount);
    }
    return amount;
  }

  private void add(int source, int sink, double amount) {
    int at = source * room.length + sink;
    double before = flow.values()[at];
    double after = before + amount;
    flow.values()[at] = after > dust ? after : 0;
    if (before == 0 && after > dust) {
      for (int b = 0; b < room.length; b++) {
        if (b != sink) {
          moves[sink][b].add(new Move(source, cost.get(source, b) - cost.get(source, sink)));
        }
      }
    }
  }
}
