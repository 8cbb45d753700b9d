package dev.hydrant.trainer.torch;

/** How many rows of logits exist at a time: enough for fast products, few enough to stay small. */
final class LossChunks {
  private static final long ELEMENTS = 19_000_000;
  private static final long FEWEST = 128;

  private LossChunks() {}

  /** Rows per chunk, such that all chunks are about equal. */
  static long rows(long n, long vocabulary) {
    long most = Math.max(FEWEST, ELEMENTS / vocabulary);
    long chunks = (n + most - 1) / most;
    return (n + chunks - 1) / chunks;
  }
}
