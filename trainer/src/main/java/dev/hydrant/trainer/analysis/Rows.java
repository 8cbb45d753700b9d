package dev.hydrant.trainer.analysis;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Work on independent rows, shared out to the processor's threads when it is worth it. */
final class Rows {
  private static final long WORTH_SHARING = 200_000;

  private Rows() {}

  /** Calls {@code body} for 0 … n−1 in any order; {@code workPerRow} is in multiplications. */
  static void each(int n, long workPerRow, IntConsumer body) {
    IntStream rows = IntStream.range(0, n);
    (n * workPerRow < WORTH_SHARING ? rows : rows.parallel()).forEach(body);
  }
}
