package dev.hydrant.trainer.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.npy.NpyArray;
import dev.hydrant.trainer.data.npy.NpyData;
import dev.hydrant.trainer.data.npy.NpyWriter;
import dev.hydrant.trainer.model.Batch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/data.md shows. */
class OwnDataTest {
  @TempDir Path folder;

  private record Sample(float[] x, int label) {}

  @Test
  void goesFromTwoFilesToBatchesAsThePageShows() {
    float[] values = new float[100 * 3];
    long[] classes = new long[100];
    for (int i = 0; i < 100; i++) {
      values[3 * i] = i;
      classes[i] = i % 10;
    }
    NpyWriter.write(folder.resolve("x.npy"), NpyData.of(values, 100, 3));
    NpyWriter.write(folder.resolve("y.npy"), NpyData.of(classes));

    NpyArray x = NpyArray.open(folder.resolve("x.npy")).require("x", NpyArray.FLOATS, -1, 3);
    NpyArray y = NpyArray.open(folder.resolve("y.npy")).require("y", NpyArray.INTEGERS, -1);
    Dataset<Sample> all =
        Dataset.zip(
            Dataset.of(x.where(), x.shape()[0], i -> x.floats(i * 3, 3)),
            Dataset.of(y.where(), y.shape()[0], i -> y.ints(i, 1)[0]),
            Sample::new);
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("train", 0.9);
    shares.put("validation", 0.1);
    Split split = Split.byFractions(all.size(), Split.Order.SHUFFLED, 42, shares);
    Collate<Sample, Batch> collate =
        (items, at) -> {
          float[] rows = Rows.join(items.stream().map(Sample::x).toList());
          int[] labels = items.stream().mapToInt(Sample::label).toArray();
          Map<String, Batch.Array> arrays = new LinkedHashMap<>();
          arrays.put("x", new Batch.Floats(rows, items.size(), 3));
          arrays.put("y", new Batch.Ints(labels, items.size()));
          return new Batch(arrays, items.size());
        };
    BatchSource<Batch> training =
        ParallelBatches.of(
            DatasetBatches.of(all.pick(split.part("train")), collate)
                .batchSize(32)
                .shuffle(42)
                .last(LastBatch.DROP_IF_ONE)
                .build(),
            2);

    assertThat(training.batchesPerEpoch()).isEqualTo(3);
    assertThat(training.read(5).items()).isEqualTo(26);
    Batch batch = training.read(3);
    float[] rows = ((Batch.Floats) batch.arrays().get("x")).values();
    int[] labels = ((Batch.Ints) batch.arrays().get("y")).values();
    for (int i = 0; i < 32; i++) {
      assertThat(labels[i]).isEqualTo((int) rows[3 * i] % 10);
    }
    training.close();
    all.close();
  }

  @Test
  void stacksRowsOfAnyType() {
    assertThat(Rows.join(List.of(new byte[] {1, 2}, new byte[] {3, 4})))
        .containsExactly(1, 2, 3, 4);
    assertThat(Rows.join(List.of(new boolean[] {true}, new boolean[] {false})))
        .containsExactly(true, false);
  }

  @Test
  void refusesRowsOfDifferentLengths() {
    assertThatThrownBy(() -> Rows.join(List.of(new float[2], new float[2], new float[3])))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the first has 2 elements and number 3 has 3");
  }
}
