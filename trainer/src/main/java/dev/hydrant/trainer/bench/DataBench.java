package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.Prefetcher;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Times the reading of training batches, against the time that merely copying their arrays in
 * memory takes: no loader can be faster.
 */
public final class DataBench {
  private static final int WARMUP = 10;

  /**
   * What was measured, in seconds a batch.
   *
   * @param items of one batch
   * @param bytes of one batch's arrays
   * @param read from the files to arrays
   * @param handedOver time the training thread waits where another one reads ahead
   * @param tensors from arrays to tensors
   * @param copy of the arrays in memory: the floor of reading
   */
  public record Result(
      long items, long bytes, Sample read, Sample handedOver, Sample tensors, Sample copy) {}

  private DataBench() {}

  /**
   * Reads batches and times them.
   *
   * @param batches that count
   */
  public static Result run(Feed feed, int batches, PreparationProgress preparing) {
    feed.prepare(preparing);
    try (BatchSource<Batch> source = feed.training();
        Prefetcher<Batch> ahead = new Prefetcher<>(feed.training(), 0);
        EagerTorch torch = EagerTorch.cpu()) {
      Batch example = source.read(0);
      Sample read = time(batches, i -> seconds(() -> source.read(i % source.batchesPerEpoch())));
      Sample copy = time(batches, i -> seconds(() -> copy(example)));
      Sample handed = time(batches, i -> seconds(ahead::next));
      Sample tensors = time(batches, i -> seconds(() -> tensors(example, torch)));
      long bytes = example.arrays().values().stream().mapToLong(Batch.Array::bytes).sum();
      return new Result(example.items(), bytes, read, handed, tensors, copy);
    }
  }

  private static Sample time(int batches, IntToDoubleFunction one) {
    IntStream.range(0, WARMUP).forEach(one::applyAsDouble);
    return Sample.of(IntStream.range(0, batches).mapToDouble(one).toArray());
  }

  private static double seconds(Runnable task) {
    long began = System.nanoTime();
    task.run();
    return (System.nanoTime() - began) / 1e9;
  }

  private static void copy(Batch batch) {
    for (Batch.Array array : batch.arrays().values()) {
      array.rows(0, Math.toIntExact(array.shape()[0]));
    }
  }

  private static void tensors(Batch batch, EagerTorch torch) {
    try (Scope scope = torch.scope()) {
      batch.arrays().values().forEach(a -> a.in(torch));
    }
  }
}
