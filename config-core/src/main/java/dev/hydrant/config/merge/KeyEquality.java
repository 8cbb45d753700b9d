package dev.hydrant.config.merge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * When two keys of a mapping are the same key: numbers and booleans by value, so that {@code 1},
 * {@code 1.0} and {@code true} are one key, as they are in Python; strings and the rest as they
 * are.
 */
public final class KeyEquality {
  private static final Object NULL = new Object();

  private KeyEquality() {}

  /** Returns a stand-in that is equal for equal keys; never null. */
  public static Object canonical(Object key) {
    if (key instanceof Boolean b) {
      return b ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (key instanceof Long n) {
      return number(BigDecimal.valueOf(n));
    }
    if (key instanceof BigInteger n) {
      return number(new BigDecimal(n));
    }
    if (key instanceof Double d && !d.isNaN() && !d.isInfinite()) {
      return number(new BigDecimal(d));
    }
    return key == null ? NULL : key;
  }

  private static BigDecimal number(BigDecimal value) {
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }

  /** Returns the spelling that a map has of every key that is no string, by its stand-in. */
  static Map<Object, Object> spellings(Iterable<Object> keys) {
    Map<Object, Object> spellings = new HashMap<>();
    for (Object key : keys) {
      if (!(key instanceof String)) {
        spellings.put(canonical(key), key);
      }
    }
    return spellings;
  }
}
