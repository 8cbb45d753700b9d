package dev.hydrant.config.bench;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;

/** How much heap one more composition of a known tree keeps: what many of them add, divided. */
final class RetainedMemory {
  private RetainedMemory() {}

  static long bytes(String tree, int count) throws InterruptedException {
    BenchTree bench = BenchTree.of(tree);
    Composer composer = bench.composer();
    Composition[] kept = new Composition[count];
    kept[0] = bench.compose(composer);
    long before = used();
    for (int i = 0; i < count; i++) {
      kept[i] = bench.compose(composer);
    }
    long after = used();
    return kept[count - 1] == null ? 0 : (after - before) / count;
  }

  private static long used() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(20);
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
