package dev.hydrant.trainer.protein.feed;

import dev.hydrant.trainer.data.EpochPermutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which proteins make the batches of an epoch: shuffled, then sorted by length within long
 * stretches, so that those of a batch are about equally long and little is padded; the batches come
 * in an order of their own.
 */
final class LengthOrder {
  /** Batches that are sorted at once. */
  private static final int STRETCH = 64;

  private final int[] lengths;
  private final int batch;
  private final EpochPermutation items;
  private final EpochPermutation batches;
  private long epoch = -1;
  private List<int[]> ofEpoch;

  LengthOrder(int[] lengths, int batch, long seed) {
    this.lengths = lengths;
    this.batch = batch;
    this.items = new EpochPermutation(lengths.length, seed);
    this.batches = new EpochPermutation(count(), seed + 1);
  }

  /** Batches of an epoch. */
  int count() {
    return (lengths.length - 1) / batch + 1;
  }

  /** Places of the proteins of a batch, by its number over all epochs. */
  synchronized int[] batch(long index) {
    long wanted = index / count();
    if (wanted != epoch) {
      ofEpoch = batches(wanted);
      epoch = wanted;
    }
    return ofEpoch.get((int) batches.item(wanted, index % count()));
  }

  private List<int[]> batches(long wanted) {
    int n = lengths.length;
    int[] order = IntStream.range(0, n).map(i -> (int) items.item(wanted, i)).toArray();
    List<int[]> out = new ArrayList<>();
    for (int from = 0; from < n; from += STRETCH * batch) {
      int[] sorted =
          IntStream.of(order)
              .skip(from)
              .limit((long) STRETCH * batch)
              .boxed()
              .sorted(Comparator.comparingInt(i -> lengths[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int at = 0; at < sorted.length; at += batch) {
        out.add(Arrays.copyOfRange(sorted, at, Math.min(sorted.length, at + batch)));
      }
    }
    return out;
  }
}
