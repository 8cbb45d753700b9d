package dev.hydrant.trainer.torch;

/** How many rows of logits exist at a time: enough for fast products, few enough to stay small. */
final class LossChunks {
  /** On a processor the chunk should stay in its last cache: 52 MB of FLOAT32. */
  private static final long ELEMENTS = 13_000_000;

  /** A graphics card needs larger products to be busy. */
  private static final long ELEMENTS_ON_GPU = 64_000_000;

  private static final long FEWEST = 128;

  private LossChunks() {}

  /** Rows per chunk, such that all chunks are about equal. */
  static long rows(long n, long vocabulary, String device) {
    long elements = device.equals("cpu") ? ELEMENTS : ELEMENTS_ON_GPU;
    long most = Math.max(FEWEST, elements / vocabulary);
    long chunks = (n + most - 1) / most;
    return (n + chunks - 1) / chunks;
  }
}
