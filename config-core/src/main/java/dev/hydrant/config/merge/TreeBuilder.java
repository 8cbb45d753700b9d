package dev.hydrant.config.merge;

import dev.hydrant.config.node.MapNode;

/**
 * A tree under construction: merges and single changes in any number cost no more than the maps
 * they touch, each copied once. It is the fast, mutable side of {@link Merge}; not safe for
 * threads.
 */
public final class TreeBuilder {
  private final MapBranch root;
  private final Dereferencer dereferencer;

  /** Starts from a tree, which is not changed. */
  public TreeBuilder(MapNode start, Dereferencer dereferencer) {
    this.root = new MapBranch(this, null, null, start);
    this.dereferencer = dereferencer;
  }

  /** The root, open for change. */
  public MapBranch root() {
    return root;
  }

  /**
   * Lays a tree over this one by the rules of {@link Merge}.
   *
   * @throws dev.hydrant.config.error.ConfigCompositionException where a map meets a list; the
   *     builder is then no longer of use
   */
  public void merge(MapNode high) {
    merge(root, high, Merge.NewKey.ALLOWED);
  }

  /** Lays a map over one map of this tree. */
  public void merge(MapBranch into, MapNode high, Merge.NewKey newKey) {
    Merge.into(into, high, newKey, dereferencer);
  }

  /** The tree as it is now; the same object until the next change. */
  public MapNode build() {
    return (MapNode) root.build();
  }
}
