package dev.hydrant.trainer.data.dataset;

/** What becomes of the items at the end of an epoch that do not fill a batch. */
public enum LastBatch {
  /** They are a smaller batch. */
  KEEP,
  /** They are left out of this epoch. */
  DROP,
  /** A smaller batch, unless it would be of one item (which batch normalisation cannot take). */
  DROP_IF_ONE;

  /**
   * The number of batches of an epoch.
   *
   * @param items number of items
   * @param batchSize items of a full batch
   */
  public long batches(long items, int batchSize) {
    long rest = items % batchSize;
    boolean kept = this == KEEP ? rest > 0 : this == DROP_IF_ONE && rest > 1;
    return items / batchSize + (kept ? 1 : 0);
  }
}
