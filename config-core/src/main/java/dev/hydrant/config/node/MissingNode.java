package dev.hydrant.config.node;

/**
 * A mandatory value that nobody has given yet, written {@code ???}.
 *
 * <pre>{@code
 * static List<Object> stillToGive(MapNode tree) {
 *   return tree.entries().keySet().stream()
 *       .filter(key -> tree.get(key) instanceof MissingNode)
 *       .toList();
 * }
 * }</pre>
 */
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
