package dev.hydrant.config.draw;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks a property on many random values, others in each run. A failure says which value it was
 * and the seed that gives it again, as the first one:
 *
 * <pre>mvn verify -Dtest=MergePropertyTest -Dhydrant.seed=1234</pre>
 */
public final class ForAll {
  private static final String SEED = "hydrant.seed";

  private ForAll() {}

  public static <T> void check(int tries, Function<Draw, T> made, Consumer<T> property) {
    Long given = Long.getLong(SEED);
    check(given != null ? given : System.nanoTime(), tries, made, property);
  }

  static <T> void check(long seed, int tries, Function<Draw, T> made, Consumer<T> property) {
    for (long s = seed; s < seed + tries; s++) {
      T value = made.apply(new Draw(s));
      try {
        property.accept(value);
      } catch (RuntimeException | Error e) {
        String again = "again with -D" + SEED + "=" + s;
        throw new AssertionError(e.getMessage() + "\n" + again + ", for: " + value, e);
      }
    }
  }
}
