package dev.hydrant.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetcherTest {
  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void handsOutBatchesInOrderFromAnyStart() {
    try (Prefetcher<Long> batches = prefetch(index -> index, 41)) {
      assertThat(batches.next()).isEqualTo(41);
      assertThat(batches.next()).isEqualTo(42);
      assertThat(batches.position()).isEqualTo(43);
    }
  }

  @Test
  void goesOnWhereItIsTold() {
    try (Prefetcher<Long> batches = prefetch(index -> index, 0)) {
      batches.next();
      batches.seek(1000);
      assertThat(batches.next()).isEqualTo(1000);
      batches.seek(3);
      assertThat(batches.next()).isEqualTo(3);
    }
  }

  @Test
  void readsAheadOnAnotherThreadButNoFurtherThanItsDepth() {
    AtomicReference<Thread> reader = new AtomicReference<>();
    AtomicInteger reads = new AtomicInteger();
    try (Prefetcher<Long> batches =
        prefetch(
            index -> {
              reader.set(Thread.currentThread());
              reads.incrementAndGet();
              return index;
            },
            0)) {
      await().untilAsserted(() -> assertThat(reads).hasValueGreaterThanOrEqualTo(3));
      await()
          .during(Duration.ofMillis(50))
          .untilAsserted(() -> assertThat(reads).hasValueLessThanOrEqualTo(3));
      assertThat(reader.get()).isNotSameAs(Thread.currentThread());
      assertThat(batches.next()).isZero();
    }
  }

  @Test
  void surfacesABadFileAsTheErrorItIsAfterTheBatchesBeforeIt() {
    DataException bad = new DataException("shard 3 is truncated");
    try (Prefetcher<Long> batches =
        prefetch(
            index -> {
              if (index == 2) {
                throw bad;
              }
              return index;
            },
            0)) {
      assertThat(batches.next()).isZero();
      assertThat(batches.next()).isEqualTo(1);
      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(batches::next)
            .isInstanceOf(DataException.class)
            .hasMessage("shard 3 is truncated")
            .hasCause(bad);
      }
    }
  }

  @Test
  void surfacesACrashOfTheReaderWithItsCause() {
    IllegalStateException defect = new IllegalStateException("broken");
    try (Prefetcher<Long> batches =
        prefetch(
            index -> {
              throw defect;
            },
            7)) {
      assertThatThrownBy(batches::next)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("batch 7")
          .hasMessageContaining("broken")
          .hasCause(defect);
    }
  }

  @Test
  void surfacesAnErrorOfTheVirtualMachineToo() {
    try (Prefetcher<Long> batches =
        prefetch(
            index -> {
              throw new OutOfMemoryError("no more");
            },
            0)) {
      assertThatThrownBy(batches::next).isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void saysWhereAHangingReaderStands() {
    CountDownLatch never = new CountDownLatch(1);
    try (Prefetcher<Long> batches =
        new Prefetcher<>(source(index -> hang(never)), 5, 1, Duration.ofMillis(50), "training")) {
      assertThatThrownBy(batches::next)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("hangs: training batch 5 (number 5 of its source)")
          .hasMessageContaining("was not there after 0.05 s")
          .hasMessageContaining("PrefetcherTest.hang")
          .hasMessageContaining("data_timeout_s")
          .satisfies(
              e ->
                  assertThat(e.getSuppressed()[0].getStackTrace())
                      .anyMatch(frame -> frame.getMethodName().equals("hang")));
    }
  }

  @Test
  void stopsItsThreadAndClosesTheSourceOnce() {
    AtomicReference<Thread> reader = new AtomicReference<>();
    Prefetcher<Long> batches =
        prefetch(
            index -> {
              reader.set(Thread.currentThread());
              return index;
            },
            0);
    batches.next();
    batches.close();
    batches.close();

    assertThat(reader.get().isAlive()).isFalse();
    assertThat(closed).hasValue(1);
    assertThatThrownBy(batches::next).hasMessageContaining("closed");
  }

  private static Long hang(CountDownLatch never) {
    try {
      never.await();
      return 0L;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("interrupted", e);
    }
  }

  private Prefetcher<Long> prefetch(LongFunction<Long> read, long first) {
    return new Prefetcher<>(source(read), first);
  }

  private BatchSource<Long> source(LongFunction<Long> read) {
    return new BatchSource<>() {
      @Override
      public Long read(long index) {
        return read.apply(index);
      }

      @Override
      public long batchesPerEpoch() {
        return Long.MAX_VALUE;
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }
}
