package dev.hydrant.trainer.protein.ingest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does the parts of a plan on several threads and hands the results over in their order. Only a few
 * results wait at any time, however many parts there are.
 */
final class InOrder {
  private static final int AHEAD = 4;

  interface Consumer {
    void accept(Sifted result) throws IOException;
  }

  private InOrder() {}

  static void run(Plan plan, int threads, Consumer consumer) throws IOException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "protein-import");
              thread.setDaemon(true);
              return thread;
            });
    ArrayDeque<Future<Sifted>> waiting = new ArrayDeque<>();
    try {
      for (int next = 0; next < plan.parts() || !waiting.isEmpty(); ) {
        while (next < plan.parts() && waiting.size() < AHEAD * threads) {
          int part = next++;
          waiting.add(pool.submit(() -> plan.sift(part)));
        }
        consumer.accept(waiting.remove().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
