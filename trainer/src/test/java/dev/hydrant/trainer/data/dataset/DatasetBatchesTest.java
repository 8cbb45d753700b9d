package dev.hydrant.trainer.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.Prefetcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetBatchesTest {
  private static Dataset<Long> numbers(long size) {
    return Dataset.of("numbers", size, i -> i);
  }

  private static DatasetBatches.Builder<Long, List<Long>> batches(long size, int batchSize) {
    return DatasetBatches.<Long, List<Long>>of(numbers(size), (items, at) -> items)
        .batchSize(batchSize);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 3, KEEP, 4", "10, 3, DROP, 3", "10, 3, DROP_IF_ONE, 3",
    "11, 3, KEEP, 4", "11, 3, DROP, 3", "11, 3, DROP_IF_ONE, 4",
    "12, 3, KEEP, 4", "12, 3, DROP, 4", "12, 3, DROP_IF_ONE, 4",
    "2, 3, KEEP, 1", "2, 3, DROP_IF_ONE, 1", "3, 1, DROP_IF_ONE, 3",
  })
  void countTheLastOneAsTheyAreTold(long size, int batchSize, LastBatch last, long expected) {
    assertThat(batches(size, batchSize).last(last).build().batchesPerEpoch()).isEqualTo(expected);
  }

  @Test
  void holdEachItemOnceAnEpochInAnOrderOfItsOwn() {
    Random random = new Random(4);
    for (int round = 0; round < 100; round++) {
      int size = random.nextInt(1, 60);
      BatchSource<List<Long>> source =
          batches(size, random.nextInt(1, 20)).shuffle(random.nextLong()).build();
      long perEpoch = source.batchesPerEpoch();
      for (long epoch = 0; epoch < 3; epoch++) {
        List<Long> seen = new ArrayList<>();
        for (long i = 0; i < perEpoch; i++) {
          seen.addAll(source.read(epoch * perEpoch + i));
        }
        assertThat(seen)
            .containsExactlyInAnyOrderElementsOf(LongStream.range(0, size).boxed().toList());
      }
    }
  }

  @Test
  void comeInADifferentOrderEachEpoch() {
    BatchSource<List<Long>> source = batches(50, 50).shuffle(1).build();

    assertThat(source.read(0)).isNotEqualTo(source.read(1));
    assertThat(batches(50, 50).build().read(1)).isSorted();
  }

  @Test
  void areTheSameWhereverARunGoesOn() {
    Random random = new Random(8);
    DatasetBatches.Builder<Long, List<Long>> settings = batches(37, 5).shuffle(3);
    List<List<Long>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(settings.build().read(i)); // five epochs of eight
    }
    for (int round = 0; round < 20; round++) {
      int from = random.nextInt(40);
      try (Prefetcher<List<Long>> resumed =
          new Prefetcher<>(ParallelBatches.of(settings.build(), 3), from)) {
        for (int i = from; i < 40; i++) {
          assertThat(resumed.next()).isEqualTo(all.get(i));
        }
      }
    }
  }

  @Test
  void tellTheCollationWhichBatchItIs() {
    BatchSource<BatchPosition> source =
        DatasetBatches.<Long, BatchPosition>of(numbers(10), (items, at) -> at).batchSize(3).build();

    assertThat(source.read(9)).isEqualTo(new BatchPosition(9, 2, 1));
  }

  @Test
  void endAfterOneEpochWhereTheyAreReadOnce() {
    BatchSource<List<Long>> source = batches(10, 3).once().build();

    assertThat(source.read(3)).containsExactly(9L);
    assertThatThrownBy(() -> source.read(4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("The data end after 4 batches of 3, but batch 5 was asked for");
  }

  @Test
  void sayWhereTheyComeFrom() {
    assertThat(batches(10, 3).build().locate(5)).isEqualTo("epoch 2, from item 3 of numbers");
  }

  @Test
  void refuseDataThatDoNotMakeOne() {
    assertThatThrownBy(() -> batches(2, 3).last(LastBatch.DROP).build())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2 items make no batch of 3 (the last partial batch is DROP)");
    assertThatThrownBy(() -> batches(1, 3).last(LastBatch.DROP_IF_ONE).build())
        .hasMessageContaining("1 item makes no batch");
    assertThatThrownBy(() -> batches(0, 3).build()).hasMessageContaining("no items");
    assertThatThrownBy(() -> batches(1, 0)).hasMessageContaining("at least 1, got 0");
    assertThatThrownBy(() -> batches(1, 1).build().read(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
