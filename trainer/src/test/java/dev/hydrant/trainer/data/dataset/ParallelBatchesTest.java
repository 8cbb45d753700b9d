package dev.hydrant.trainer.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.DataException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParallelBatchesTest {
  private final AtomicInteger closed = new AtomicInteger();

  private BatchSource<Long> source(LongFunction<Long> read) {
    return new BatchSource<>() {
      @Override
      public Long read(long index) {
        return read.apply(index);
      }

      @Override
      public long batchesPerEpoch() {
        return 100;
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  @Test
  void readsSeveralAtOnceAndHandsThemOutInOrder() {
    CountDownLatch together = new CountDownLatch(3);
    BatchSource<Long> batches =
        ParallelBatches.of(
            source(
                index -> {
                  together.countDown();
                  await(together); // needs three threads at once to go on
                  return index;
                }),
            3);

    for (long i = 5; i < 50; i++) {
      assertThat(batches.read(i)).isEqualTo(i);
    }
    batches.close();
    assertThat(closed).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new DataException("interrupted", e);
    }
  }

  @Test
  void goesOnAnywhere() {
    try (BatchSource<Long> batches = ParallelBatches.of(source(index -> index), 4)) {
      for (long i : new long[] {0, 1, 2, 90, 3, 4, 1000, 0, 0}) {
        assertThat(batches.read(i)).isEqualTo(i);
      }
    }
  }

  @Test
  void readsEachBatchOnceWhileItGoesForward() {
    Set<Long> read = ConcurrentHashMap.newKeySet();
    AtomicInteger reads = new AtomicInteger();
    try (BatchSource<Long> batches =
        ParallelBatches.of(
            source(
                index -> {
                  reads.incrementAndGet();
                  read.add(index);
                  return index;
                }),
            3)) {
      for (long i = 0; i < 30; i++) {
        batches.read(i);
      }
    }
    assertThat(reads.get()).isEqualTo(read.size()).isLessThanOrEqualTo(32);
  }

  @Test
  void surfacesAnErrorAtTheBatchItBelongsTo() {
    DataException bad = new DataException("row 2 is damaged");
    try (BatchSource<Long> batches =
        ParallelBatches.of(
            source(
                index -> {
                  if (index == 2) {
                    throw bad;
                  }
                  return index;
                }),
            4)) {
      assertThat(batches.read(0)).isZero();
      assertThat(batches.read(1)).isEqualTo(1);
      assertThatThrownBy(() -> batches.read(2)).isSameAs(bad);
      assertThat(batches.read(3)).isEqualTo(3);
    }
  }

  @Test
  void stopsWaitingWhenItIsInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    try (BatchSource<Long> batches =
        ParallelBatches.of(
            source(
                index -> {
                  await(never);
                  return index;
                }),
            2)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> batches.read(0))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("Interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void isTheSourceItselfWithOneWorker() {
    BatchSource<Long> source = source(index -> index);

    assertThat(ParallelBatches.of(source, 1)).isSameAs(source);
    assertThatThrownBy(() -> ParallelBatches.of(source, 0)).hasMessageContaining("got 0");
  }
}
