package dev.hydrant.config.resolve;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an expression evaluates to. Only a {@link Place} can be looked into by references; a plain
 * list or map is a written argument, or the result of a resolver, and is a value as a whole.
 *
 * <p>Plain values may share parts, so size and secrecy are known from their making: walking them
 * could take exponential time.
 */
sealed interface Value permits Place, Value.PlainList, Value.PlainMap {
  /**
   * The number of values in here, each counted as often as it is held; what a place of the tree
   * holds is 1.
   */
  long size();

  /** Whether this is or holds a secret, as it stands: interpolations are not followed. */
  boolean isSecret();

  /** A list that is no part of a tree. */
  record PlainList(List<Value> items, long size, boolean isSecret) implements Value {
    static PlainList of(List<Value> items) {
      return new PlainList(List.copyOf(items), sum(items), anySecret(items));
    }
  }

  /** A map that is no part of a tree; its keys may be null. */
  record PlainMap(Map<Object, Value> entries, long size, boolean isSecret) implements Value {
    static PlainMap of(Map<Object, Value> entries) {
      Map<Object, Value> copy = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      return new PlainMap(copy, sum(copy.values()), anySecret(copy.values()));
    }
  }

  private static long sum(Collection<Value> items) {
    long sum = 1;
    for (Value item : items) {
      sum += item.size();
    }
    return sum;
  }

  private static boolean anySecret(Collection<Value> items) {
    return items.stream().anyMatch(Value::isSecret);
  }
}
