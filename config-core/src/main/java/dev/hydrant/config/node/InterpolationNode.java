package dev.hydrant.config.node;

/**
 * A string with {@code ${...}} in it, evaluated when the tree is resolved.
 *
 * <pre>{@code
 * static boolean refersToSomething(MapNode tree, String key) {
 *   return tree.get(key) instanceof InterpolationNode;
 * }
 * }</pre>
 */
public record InterpolationNode(Interpolation interpolation, Origin origin) implements Node {
  @Override
  public boolean equals(Object o) {
    return o instanceof InterpolationNode i && interpolation.text().equals(i.interpolation.text());
  }

  @Override
  public int hashCode() {
    return interpolation.text().hashCode();
  }
}
