package dev.hydrant.trainer.analysis;

import java.util.List;

/**
 * The order in which n items were merged into one cluster.
 *
 * @param leaves n
 * @param merges n−1, by rising height; the i-th makes cluster n+i
 */
public record Dendrogram(int leaves, List<Merge> merges) {

  /**
   * Two clusters joined: below n an item, from n on the cluster of merge (index − n).
   *
   * @param first the smaller index
   * @param second the larger index
   * @param height the distance at which they were joined
   * @param size items in the new cluster
   */
  public record Merge(int first, int second, double height, int size) {}

  public Dendrogram {
    merges = List.copyOf(merges);
  }

  /**
   * The labels of the items when the last k−1 merges are undone: 0 … k−1, numbered by the first
   * item of each cluster.
   *
   * @throws IllegalArgumentException if k is not between 1 and n
   */
  public int[] cut(int clusters) {
    if (clusters < 1 || clusters > leaves) {
      throw new IllegalArgumentException(
          leaves + " items can be cut into 1 to " + leaves + " clusters, not " + clusters);
    }
    int[] owner = new int[leaves + merges.size()];
    for (int i = 0; i < owner.length; i++) {
      owner[i] = i;
    }
    for (int m = leaves - clusters - 1; m >= 0; m--) {
      owner[merges.get(m).first()] = owner[leaves + m];
      owner[merges.get(m).second()] = owner[leaves + m];
    }
    int[] labels = new int[leaves];
    System.arraycopy(owner, 0, labels, 0, leaves);
    return Labels.of(labels).values();
  }
}
