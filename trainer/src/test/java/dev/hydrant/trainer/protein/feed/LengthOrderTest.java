package dev.hydrant.trainer.protein.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.data.ShapeBuckets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches of like lengths: every protein once an epoch, little padding, few shapes. */
class LengthOrderTest {
  @Test
  void everyProteinComesOnceAnEpochInAnotherOrder() {
    int[] lengths = new SplittableRandom(1).ints(1001, 30, 513).toArray();
    LengthOrder order = new LengthOrder(lengths, 8, 42);
    assertThat(order.count()).isEqualTo(126);
    List<List<Integer>> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      List<Integer> seen = new ArrayList<>();
      for (int i = 0; i < order.count(); i++) {
        for (int p : order.batch((long) epoch * order.count() + i)) {
          seen.add(p);
        }
      }
      assertThat(seen).hasSize(1001);
      assertThat(new HashSet<>(seen)).hasSize(1001);
      epochs.add(seen);
    }
    assertThat(epochs.get(1)).isNotEqualTo(epochs.get(0));
    LengthOrder again = new LengthOrder(lengths, 8, 42);
    assertThat(again.batch(200)).isEqualTo(order.batch(200));
  }

  /** Lengths of 30 to 512 and eight shapes: at most 15 % more than there is. */
  @Test
  void littleIsPadded() {
    int[] lengths = new SplittableRandom(2).ints(4000, 30, 513).toArray();
    for (int batch : new int[] {4, 8, 32}) {
      LengthOrder order = new LengthOrder(lengths, batch, 0);
      ShapeBuckets buckets = ShapeBuckets.of(lengths, 8);
      long real = 0;
      long all = 0;
      Set<Integer> shapes = new HashSet<>();
      for (int i = 0; i < order.count(); i++) {
        int[] places = order.batch(i);
        int longest = IntStream.of(places).map(p -> lengths[p]).max().orElseThrow();
        shapes.add(buckets.padded(longest));
        all += (long) batch * buckets.padded(longest);
        real += IntStream.of(places).map(p -> lengths[p]).sum();
      }
      assertThat(shapes).hasSizeLessThanOrEqualTo(8);
      assertThat((double) all / real - 1).as("batch %d", batch).isLessThan(0.15);
    }
  }
}
