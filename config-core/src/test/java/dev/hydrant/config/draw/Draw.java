package dev.hydrant.config.draw;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Random values of one try. A seed gives the same values again, in the order they are drawn. */
public final class Draw {
  private static final long[] EDGES = {
    0,
    1,
    -1,
    2,
    10,
    127,
    128,
    255,
    256,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 53,
    (1L << 53) + 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final double[] DOUBLE_EDGES = {
    0.0,
    -0.0,
    1,
    -1,
    0.1,
    1e-4,
    1e-5,
    1e15,
    1e16,
    1e22,
    1e23,
    0x1p53,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE
  };

  private final SplittableRandom random;

  public Draw(long seed) {
    random = new SplittableRandom(seed);
  }

  public boolean flip() {
    return random.nextBoolean();
  }

  /** An integer of {@code [low, high]}. */
  public int between(int low, int high) {
    return (int) random.nextLong(low, (long) high + 1);
  }

  /** A long of {@code [low, high]}; the ends come up one time in eight. */
  public long between(long low, long high) {
    return switch (between(0, 15)) {
      case 0 -> low;
      case 1 -> high;
      default ->
          high == Long.MAX_VALUE ? random.nextLong(low, high) : random.nextLong(low, high + 1);
    };
  }

  /** Any long: one of any size, and every fourth time one that programs trip over. */
  public long anyLong() {
    return between(0, 3) == 0
        ? EDGES[between(0, EDGES.length - 1)]
        : random.nextLong() >> between(0, 63);
  }

  public int anyInt() {
    return (int) anyLong();
  }

  /** Any finite double: of any bits, with few digits, or one that programs trip over. */
  public double anyDouble() {
    return switch (between(0, 3)) {
      case 0 -> DOUBLE_EDGES[between(0, DOUBLE_EDGES.length - 1)];
      case 1 -> random.nextInt(-1000, 1000) / 100.0;
      case 2 -> random.nextDouble(-1e9, 1e9);
      default -> such(() -> Double.longBitsToDouble(random.nextLong()), Double::isFinite);
    };
  }

  /** A double of {@code [0, below)}. */
  public double fraction(double below) {
    return between(0, 15) == 0 ? 0 : random.nextDouble(below);
  }

  /** An integer of {@code [low, high)} beyond the reach of long. */
  public BigInteger between(BigInteger low, BigInteger high) {
    byte[] bits = new byte[high.bitLength() / 8 + 9];
    random.nextBytes(bits);
    bits[0] = 0;
    return low.add(new BigInteger(bits).mod(high.subtract(low)));
  }

  public byte[] bytes(int most) {
    byte[] bytes = new byte[between(0, most)];
    random.nextBytes(bytes);
    return bytes;
  }

  @SafeVarargs
  public final <T> T of(T... choices) {
    return choices[between(0, choices.length - 1)];
  }

  public <T> T of(List<T> choices) {
    return choices.get(between(0, choices.size() - 1));
  }

  /** What one of the makers makes, each equally often. */
  @SafeVarargs
  public final <T> T oneOf(Supplier<? extends T>... makers) {
    return of(makers).get();
  }

  public <T> List<T> list(int least, int most, Supplier<? extends T> item) {
    List<T> items = new ArrayList<>();
    for (int size = between(least, most); size > 0; size--) {
      items.add(item.get());
    }
    return items;
  }

  /** A map of at most so many entries: the same key drawn twice counts once. */
  public <K, V> Map<K, V> map(
      int least, int most, Supplier<? extends K> key, Supplier<? extends V> value) {
    Map<K, V> map = new LinkedHashMap<>();
    int tries = between(least, most);
    while (tries-- > 0 || map.size() < least) {
      map.put(key.get(), value.get());
    }
    return map;
  }

  /** Each of the values or not, in any order, at most so many. */
  public <T> List<T> some(List<T> values, int most) {
    List<T> left = new ArrayList<>(values);
    return list(0, Math.min(most, left.size()), () -> left.remove(between(0, left.size() - 1)));
  }

  public String text(String characters, int least, int most) {
    return String.join(
        "", list(least, most, () -> "" + characters.charAt(between(0, characters.length() - 1))));
  }

  /** Any text, halves of surrogate pairs and control characters included. */
  public String anyText(int most) {
    StringBuilder text = new StringBuilder();
    for (int size = between(0, most); size > 0; size--) {
      switch (between(0, 4)) {
        case 0, 1 -> text.append((char) between(0x20, 0x7e));
        case 2 -> text.append((char) between(0, 0xff));
        case 3 -> text.append((char) between(0, 0xffff));
        default -> text.appendCodePoint(between(0x10000, 0x10ffff));
      }
    }
    return text.toString();
  }

  /** The first of what is made that fits. */
  public <T> T such(Supplier<? extends T> made, Predicate<? super T> fits) {
    for (int i = 0; i < 10_000; i++) {
      T value = made.get();
      if (fits.test(value)) {
        return value;
      }
    }
    throw new IllegalStateException("none of 10,000 values fits");
  }
}
