package dev.hydrant.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapeBucketsTest {
  /** Many short and a few long ones, as proteins are: a logarithmic normal around 200. */
  private static int[] proteins() {
    Random random = new Random(1);
    return IntStream.range(0, 3000)
        .map(i -> (int) Math.round(200 * Math.exp(0.8 * random.nextGaussian())))
        .map(n -> Math.max(30, Math.min(2000, n)))
        .toArray();
  }

  @Test
  void a_dozen_lengths_pad_proteins_and_sets_by_less_than_fifteen_per_cent() {
    int[] proteins = proteins();
    ShapeBuckets dozen = ShapeBuckets.of(proteins, 12);
    assertThat(dozen.lengths()).hasSize(12).isSorted();
    assertThat(dozen.padding(proteins)).isBetween(0.0, 0.15);
    int[] sets = new Random(2).ints(2000, 500, 1501).toArray();
    assertThat(ShapeBuckets.of(sets, 12).padding(sets)).isLessThan(0.05);
  }

  @Test
  void no_other_choice_of_lengths_pads_less() {
    Random random = new Random(3);
    for (int trial = 0; trial < 50; trial++) {
      int[] data = random.ints(12, 1, 15).toArray();
      int[] distinct = IntStream.of(data).distinct().sorted().toArray();
      ShapeBuckets found = ShapeBuckets.of(data, 3);
      int longest = distinct[distinct.length - 1];
      double least = Double.MAX_VALUE;
      for (int a : distinct) {
        for (int b : distinct) {
          double padded = 0;
          for (int n : data) {
            int first = Math.min(a, b);
            int second = Math.max(a, b);
            padded += n <= first ? first : n <= second ? second : longest;
          }
          least = Math.min(least, padded / IntStream.of(data).sum() - 1);
        }
      }
      assertThat(found.padding(data)).isEqualTo(least);
    }
  }

  @Test
  void a_length_goes_to_the_next_bucket_and_none_beyond_the_last() {
    ShapeBuckets buckets = ShapeBuckets.of(new int[] {3, 3, 7, 20}, 3);
    assertThat(buckets.lengths()).containsExactly(3, 7, 20);
    assertThat(buckets.padded(1)).isEqualTo(3);
    assertThat(buckets.padded(3)).isEqualTo(3);
    assertThat(buckets.padded(4)).isEqualTo(7);
    assertThatThrownBy(() -> buckets.padded(21))
        .isInstanceOf(DataException.class)
        .hasMessage("a length of 21 is above the longest of the buckets, [3, 7, 20]");
  }

  @Test
  void geometric_lengths_grow_by_one_ratio_up_to_the_longest() {
    ShapeBuckets buckets = ShapeBuckets.geometric(30, 1920, 6);
    assertThat(buckets.lengths()).containsExactly(60, 120, 240, 480, 960, 1920);
    assertThatThrownBy(() -> ShapeBuckets.geometric(0, 5, 2)).hasMessageContaining("1 ≤ shortest");
  }
}
