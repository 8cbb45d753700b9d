package dev.hydrant.trainer.data.dataset;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.EpochPermutation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which items are for training, which for validation. A plain record that can be saved as JSON
 * beside a model and read again, so that a model is never validated by what it was trained on:
 *
 * <pre>{@code
 * {"size": 1000, "order": "SHUFFLED", "seed": 42, "parts": {"train": 900, "validation": 100}}
 * }</pre>
 *
 * <p>The parts follow one another in the order; nothing else is stored, however many items there
 * are.
 *
 * @param size number of items that are split
 * @param order in which order the parts are cut
 * @param seed of a shuffled order; two seeds give unrelated splits
 * @param parts number of items of each part, in order; together at most {@code size}
 */
public record Split(long size, Order order, long seed, Map<String, Long> parts) {
  /** What is cut into parts. */
  public enum Order {
    /** The items as they come: the first part is the first items. */
    SEQUENTIAL,
    /** The items in a random order that follows from the seed. */
    SHUFFLED
  }

  /** Checks that the parts fit. */
  public Split {
    Objects.requireNonNull(order, "order");
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    parts.forEach(
        (name, count) -> {
          if (count < 1) {
            throw new DataException(
                "The split leaves no item for %s.\nGive it a larger share, or more data"
                    .formatted(name));
          }
        });
    long sum = parts.values().stream().mapToLong(Long::longValue).sum();
    if (sum > size) {
      throw new DataException(
          "The parts of the split (%s) have %,d items together, but the data only %,d.\nGive smaller parts, or more data"
              .formatted(describe(parts), sum, size));
    }
  }

  /** Cuts parts of given sizes. */
  public static Split byCounts(long size, Order order, long seed, Map<String, Long> counts) {
    return new Split(size, order, seed, counts);
  }

  /**
   * Cuts parts by their share. Shares are rounded down; where they sum to 1, the items left over go
   * to the parts one by one from the first, as in PyTorch's {@code random_split}. Where they sum to
   * less, the rest is for no part.
   *
   * @param fractions share of each part, above 0, together at most 1
   * @throws DataException if a share is none, or a part gets no item
   */
  public static Split byFractions(
      long size, Order order, long seed, Map<String, Double> fractions) {
    return new Split(size, order, seed, SplitShares.counts(size, fractions));
  }

  /**
   * The indices of a part.
   *
   * @throws DataException if there is no such part
   */
  public Indices part(String name) {
    long from = 0;
    for (Map.Entry<String, Long> part : parts.entrySet()) {
      if (part.getKey().equals(name)) {
        Indices range = Indices.range(from, from + part.getValue());
        return order == Order.SEQUENTIAL
            ? range
            : new ShuffledIndices(range, new EpochPermutation(size, seed));
      }
      from += part.getValue();
    }
    throw new DataException(
        "The split has no part %s; it has %s".formatted(name, String.join(", ", parts.keySet())));
  }

  /**
   * Checks that a split that was saved is for these data.
   *
   * @param what the data, for the message
   * @throws DataException if they have another number of items now
   */
  public void checkFits(long sizeNow, String what) {
    if (sizeNow != size) {
      throw new DataException(
          "The split was made of %,d items, but %s has %,d now: items of validation would turn up in training.\nPut the old data back, or start a new run"
              .formatted(size, what, sizeNow));
    }
  }

  private static String describe(Map<String, Long> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(
        (name, n) -> text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(n));
    return text.toString();
  }
}
