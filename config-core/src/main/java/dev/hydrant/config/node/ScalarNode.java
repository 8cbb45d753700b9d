package dev.hydrant.config.node;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A scalar.
 *
 * @param value null, {@link Boolean}, {@link Long}, {@link BigInteger} (only beyond 64 bits),
 *     {@link Double}, {@link String}, or {@code byte[]}
 */
public record ScalarNode(Object value, Origin origin) implements Node {
  public ScalarNode {
    if (!(value == null
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Double
        || value instanceof String
        || value instanceof BigInteger
        || value instanceof byte[])) {
      throw new IllegalArgumentException("not a scalar type: " + value.getClass().getName());
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ScalarNode s
        && (value instanceof byte[] a && s.value instanceof byte[] b
            ? Arrays.equals(a, b)
            : java.util.Objects.equals(value, s.value));
  }

  @Override
  public int hashCode() {
    return value instanceof byte[] b ? Arrays.hashCode(b) : java.util.Objects.hashCode(value);
  }
}
