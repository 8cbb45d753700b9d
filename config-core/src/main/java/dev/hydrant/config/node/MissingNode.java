package dev.hydrant.config.node;

/** A mandatory value that nobody has given yet, written {@code ???}. */
public record MissingNode(Origin origin) implements Node {
  @Override
  public boolean equals(Object o) {
    return o instanceof MissingNode;
  }

  @Override
  public int hashCode() {
    return 1;
  }
}
