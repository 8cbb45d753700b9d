package dev.hydrant.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The few lengths that sequences or sets are padded to, so that a run records a program for each
 * and no more. A batch is padded to {@link #padded} of its longest member and masked.
 *
 * <pre>{@code
 * ShapeBuckets buckets = ShapeBuckets.of(lengths, 12);
 * int n = buckets.padded(longest);
 * }</pre>
 */
public final class ShapeBuckets {
  private final int[] lengths;

  private ShapeBuckets(int[] lengths) {
    this.lengths = lengths;
  }

  /**
   * The lengths that pad the given ones least in all, found exactly by dynamic programming.
   *
   * @param lengths of the data, at least one, each 1 or more
   * @param most how many lengths to pad to at most
   */
  public static ShapeBuckets of(int[] lengths, int most) {
    if (lengths.length == 0 || most < 1 || Arrays.stream(lengths).min().getAsInt() < 1) {
      throw new IllegalArgumentException("needs lengths of 1 or more, and at least one bucket");
    }
    int[] distinct = Arrays.stream(lengths).distinct().sorted().toArray();
    long[] upTo = new long[distinct.length + 1]; // how many lengths are among the first i values
    for (int length : lengths) {
      upTo[Arrays.binarySearch(distinct, length) + 1]++;
    }
    for (int i = 1; i < upTo.length; i++) {
      upTo[i] += upTo[i - 1];
    }
    return new ShapeBuckets(chosen(distinct, upTo, Math.min(most, distinct.length)));
  }

  /** {@code best[i]}: the least padded total of the first i values with k buckets. */
  private static int[] chosen(int[] distinct, long[] upTo, int k) {
    int n = distinct.length;
    long[] best = new long[n + 1];
    Arrays.fill(best, 1, n + 1, Long.MAX_VALUE / 2);
    int[][] from = new int[k][n + 1];
    for (int bucket = 0; bucket < k; bucket++) {
      long[] next = new long[n + 1];
      Arrays.fill(next, 1, n + 1, Long.MAX_VALUE / 2);
      for (int i = 1; i <= n; i++) {
        for (int j = 0; j < i; j++) {
          long total = best[j] + (upTo[i] - upTo[j]) * distinct[i - 1];
          if (total < next[i]) {
            next[i] = total;
            from[bucket][i] = j;
          }
        }
      }
      best = next;
    }
    int[] out = new int[k];
    int i = n;
    for (int bucket = k - 1; bucket >= 0; bucket--) {
      out[bucket] = distinct[i - 1];
      i = from[bucket][i];
    }
    return out;
  }

  /**
   * Lengths with a constant ratio, where the data are not known beforehand.
   *
   * @param shortest length that will come, 1 or more
   * @param longest length that will come
   * @param most how many lengths to pad to at most
   */
  public static ShapeBuckets geometric(int shortest, int longest, int most) {
    if (shortest < 1 || longest < shortest || most < 1) {
      throw new IllegalArgumentException("needs 1 ≤ shortest ≤ longest, and at least one bucket");
    }
    double ratio = Math.pow((double) longest / shortest, 1.0 / most);
    int[] lengths = new int[most];
    for (int i = 0; i < most; i++) {
      lengths[i] = (int) Math.ceil(shortest * Math.pow(ratio, i + 1) - 1e-9);
    }
    lengths[most - 1] = longest;
    return new ShapeBuckets(Arrays.stream(lengths).distinct().toArray());
  }

  /**
   * The length that a sequence is padded to.
   *
   * @throws DataException if it is longer than all
   */
  public int padded(int length) {
    int at = Arrays.binarySearch(lengths, length);
    int bucket = at >= 0 ? at : -at - 1;
    if (bucket == lengths.length) {
      throw new DataException(
          "a length of %d is above the longest of the buckets, %s"
              .formatted(length, Arrays.toString(lengths)));
    }
    return lengths[bucket];
  }

  /** The lengths, ascending. */
  public List<Integer> lengths() {
    List<Integer> all = new ArrayList<>();
    Arrays.stream(lengths).forEach(all::add);
    return List.copyOf(all);
  }

  /** The share of padding: 0.15 means that 15 % more positions are computed than there are. */
  public double padding(int[] data) {
    long real = Arrays.stream(data).asLongStream().sum();
    long all = Arrays.stream(data).mapToLong(this::padded).sum();
    return (double) all / real - 1;
  }
}
