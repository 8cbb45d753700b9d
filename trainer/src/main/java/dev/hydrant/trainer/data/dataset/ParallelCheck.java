package dev.hydrant.trainer.data.dataset;

import dev.hydrant.trainer.data.DataException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Looks at every item of a dataset before a run, with several threads. */
public final class ParallelCheck {
  private static final int BLOCK = 256;

  /** Throws if an item makes no sense. */
  @FunctionalInterface
  public interface ItemCheck<T> {
    /**
     * Looks at an item.
     *
     * @throws dev.hydrant.trainer.data.DataException what is wrong, where, and what to do
     */
    void check(long index, T item);
  }

  /** The failure with the lowest index so far. */
  private static final class First {
    private long index = Long.MAX_VALUE;
    private RuntimeException failure;

    synchronized void offer(long at, RuntimeException e) {
      if (at < index) {
        index = at;
        failure = e;
      }
    }

    synchronized boolean before(long at) {
      return index < at;
    }

    synchronized void surface() {
      if (failure != null) {
        throw failure;
      }
    }
  }

  private ParallelCheck() {}

  /**
   * Looks at all items. Of several that fail, the one with the lowest index is reported, however
   * many threads there are.
   *
   * @param workers number of threads, at least 1
   */
  public static <T> void all(Dataset<T> dataset, int workers, ItemCheck<? super T> check) {
    AtomicLong next = new AtomicLong();
    First first = new First();
    Runnable work =
        () -> {
          for (long from = next.getAndAdd(BLOCK);
              from < dataset.size() && !first.before(from);
              from = next.getAndAdd(BLOCK)) {
            block(dataset, from, check, first);
          }
        };
    Thread[] others =
        IntStream.range(1, workers)
            .mapToObj(i -> new Thread(work, "data-check-" + i))
            .toArray(Thread[]::new);
    for (Thread thread : others) {
      thread.setDaemon(true);
      thread.start();
    }
    work.run();
    for (Thread thread : others) {
      join(thread);
    }
    first.surface();
  }

  private static <T> void block(
      Dataset<T> dataset, long from, ItemCheck<? super T> check, First first) {
    long to = Math.min(from + BLOCK, dataset.size());
    for (long i = from; i < to; i++) {
      try {
        check.check(i, dataset.get(i));
      } catch (RuntimeException e) {
        first.offer(i, e);
        return;
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Interrupted while the data were checked", e);
    }
  }
}
