package dev.hydrant.trainer.data;

/**
 * A shuffled order that is computed, not stored: for each epoch a permutation of {@code 0..size-1},
 * any position of it in constant time and memory.
 *
 * <p>A Feistel network of eight rounds over the smallest even number of bits that holds the size,
 * walking its cycle until the value is below the size (on average fewer than four walks). It is not
 * an unbiased draw from all permutations; for the order of samples it need not be.
 */
public final class EpochPermutation {
  private static final int ROUNDS = 8;

  private final long size;
  private final long seed;
  private final int halfBits;
  private final long halfMask;

  /**
   * Creates the orders of one seed.
   *
   * @param size number of items, at least 1 and at most 2^60
   * @param seed two seeds give unrelated orders
   */
  public EpochPermutation(long size, long seed) {
    if (size < 1 || size > 1L << 60) {
      throw new IllegalArgumentException("size must be in 1..2^60, got " + size);
    }
    this.size = size;
    this.seed = seed;
    int bits = 64 - Long.numberOfLeadingZeros(size - 1);
    this.halfBits = Math.max(1, (bits + 1) / 2);
    this.halfMask = (1L << halfBits) - 1;
  }

  /** The item at a position of the endless sequence of epochs. */
  public long item(long position) {
    return item(position / size, position % size);
  }

  /** The item at a position, {@code 0 <= position < size}, of an epoch. */
  public long item(long epoch, long position) {
    if (position < 0 || position >= size) {
      throw new IndexOutOfBoundsException("position " + position + " of " + size);
    }
    long key = mix(seed ^ mix(epoch + 0x9E3779B97F4A7C15L));
    long value = position;
    do {
      value = encrypt(value, key);
    } while (value >= size);
    return value;
  }

  private long encrypt(long value, long key) {
    long left = value >>> halfBits;
    long right = value & halfMask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (mix(key + round * 0xD1B54A32D192ED03L + right) & halfMask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }

  /** The finalizer of SplitMix64. */
  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
