package dev.hydrant.config.node;

import dev.hydrant.config.scalar.PythonStr;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;

/**
 * A scalar. A secret one is like any other to a program, but prints as {@code ***}; equality does
 * not look at that.
 *
 * <pre>{@code
 * static Optional<Long> whole(Node node) {
 *   return node instanceof ScalarNode s && s.value() instanceof Long n
 *       ? Optional.of(n)
 *       : Optional.empty();
 * }
 * }</pre>
 *
 * @param value null, {@link Boolean}, {@link Long}, {@link BigInteger} (only beyond 64 bits),
 *     {@link Double}, {@link String}, or {@code byte[]}
 * @param secret whether dumps, logs and messages must not show the value
 */
public record ScalarNode(Object value, Origin origin, boolean secret) implements Node {
  /** What is shown instead of a secret value. */
  public static final String MASK = "***";

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

  /** A scalar that is no secret. */
  public ScalarNode(Object value, Origin origin) {
    this(value, origin, false);
  }

  /** This scalar as a secret. */
  public ScalarNode asSecret() {
    return secret ? this : new ScalarNode(value, origin, true);
  }

  /** The value as Python's {@code str} writes it: {@code 1e-07}, {@code True}; a secret one too. */
  public String text() {
    return PythonStr.of(value);
  }

  @Override
  public String toString() {
    return "ScalarNode[value=" + (secret ? MASK : value) + ", origin=" + origin + "]";
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ScalarNode s
        && (value instanceof byte[] a && s.value instanceof byte[] b
            ? Arrays.equals(a, b)
            : Objects.equals(value, s.value));
  }

  @Override
  public int hashCode() {
    return value instanceof byte[] b ? Arrays.hashCode(b) : Objects.hashCode(value);
  }
}
