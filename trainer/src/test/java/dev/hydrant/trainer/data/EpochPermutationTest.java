package dev.hydrant.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochPermutationTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 16, 17, 255, 1000, 4097})
  void givesEveryItemOnceInEachEpoch(long size) {
    EpochPermutation order = new EpochPermutation(size, 42);

    for (long epoch = 0; epoch < 3; epoch++) {
      assertThat(epoch(order, epoch, size).sorted().toArray())
          .isEqualTo(LongStream.range(0, size).toArray());
    }
  }

  @Test
  void differsBetweenEpochsAndSeedsAndRepeatsForEqualOnes() {
    long[] first = epoch(new EpochPermutation(1000, 1), 0, 1000).toArray();

    assertThat(epoch(new EpochPermutation(1000, 1), 0, 1000).toArray()).isEqualTo(first);
    assertThat(epoch(new EpochPermutation(1000, 1), 1, 1000).toArray()).isNotEqualTo(first);
    assertThat(epoch(new EpochPermutation(1000, 2), 0, 1000).toArray()).isNotEqualTo(first);
  }

  @Test
  void countsPositionsOnThroughTheEpochs() {
    EpochPermutation order = new EpochPermutation(10, 5);

    assertThat(order.item(37)).isEqualTo(order.item(3, 7));
  }

  @Test
  void putsAnItemAtEveryPlaceAboutEquallyOften() {
    int size = 10;
    int epochs = 20_000;
    int[][] counts = new int[size][size];
    EpochPermutation order = new EpochPermutation(size, 9);
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int position = 0; position < size; position++) {
        counts[position][(int) order.item(epoch, position)]++;
      }
    }

    // Expected 2000 each with a standard deviation of 42.
    for (int[] atPosition : counts) {
      for (int count : atPosition) {
        assertThat(count).isCloseTo(epochs / size, within(210));
      }
    }
  }

  @Test
  void keepsNoTraceOfTheOldOrder() {
    int size = 10_000;
    EpochPermutation order = new EpochPermutation(size, 3);
    double meanX = (size - 1) / 2.0;
    double covariance = 0;
    for (int i = 0; i < size; i++) {
      covariance += (i - meanX) * (order.item(0, i) - meanX);
    }
    double variance = size * ((double) size * size - 1) / 12;

    // The correlation of independent orders has a standard deviation of 0.01.
    assertThat(covariance / variance).isCloseTo(0, within(0.05));
  }

  @Test
  void refusesPositionsAndSizesThatMakeNoSense() {
    assertThatThrownBy(() -> new EpochPermutation(0, 1)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> new EpochPermutation(3, 1).item(0, 3)).hasMessageContaining("3 of 3");
  }

  private static LongStream epoch(EpochPermutation order, long epoch, long size) {
    return LongStream.range(0, size).map(position -> order.item(epoch, position));
  }
}
