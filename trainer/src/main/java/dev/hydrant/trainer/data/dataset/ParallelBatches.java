package dev.hydrant.trainer.data.dataset;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.DataException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads batches with several threads at once and hands them out in order: whoever asks for batch i
 * also starts the next ones. For data that are costly to decode; the source must bear several
 * threads. Errors surface at the batch they belong to.
 */
public final class ParallelBatches<B> implements BatchSource<B> {
  private static final long CLOSE_SECONDS = 2;

  private final BatchSource<B> source;
  private final int workers;
  private final ExecutorService threads;
  private final Map<Long, Future<B>> started = new HashMap<>();

  private ParallelBatches(BatchSource<B> source, int workers) {
    this.source = source;
    this.workers = workers;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "data-worker-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Reads with several threads.
   *
   * @param source closed with the result
   * @param workers number of threads, at least 1; with one, the source itself is returned
   */
  public static <B> BatchSource<B> of(BatchSource<B> source, int workers) {
    if (workers < 1) {
      throw new DataException("The number of data workers must be at least 1, got " + workers);
    }
    return workers == 1 ? source : new ParallelBatches<>(source, workers);
  }

  @Override
  public B read(long index) {
    cancelOutside(index, index + workers);
    for (long i = index; i < index + workers; i++) {
      started.computeIfAbsent(i, n -> threads.submit(() -> source.read(n)));
    }
    try {
      return started.remove(index).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Interrupted while batch " + index + " was read", e);
    } catch (ExecutionException e) {
      throw surfaced(e.getCause());
    }
  }

  /** Gives up what was started for another place than where reading goes on. */
  private void cancelOutside(long from, long to) {
    for (Iterator<Map.Entry<Long, Future<B>>> i = started.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<Long, Future<B>> entry = i.next();
      if (entry.getKey() < from || entry.getKey() >= to) {
        entry.getValue().cancel(true);
        i.remove();
      }
    }
  }

  /** As the source threw it. */
  private static RuntimeException surfaced(Throwable failure) {
    if (failure instanceof Error e) {
      throw e;
    }
    return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
  }

  @Override
  public String locate(long index) {
    return source.locate(index);
  }

  @Override
  public long batchesPerEpoch() {
    return source.batchesPerEpoch();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      source.close();
    }
  }
}
