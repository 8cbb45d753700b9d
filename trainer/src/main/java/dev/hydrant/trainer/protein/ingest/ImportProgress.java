package dev.hydrant.trainer.protein.ingest;

/** Is told how far an import has come; called by one thread. */
@FunctionalInterface
public interface ImportProgress {
  /** Hears nothing. */
  ImportProgress NONE = (done, total, chains) -> {};

  /**
   * Work has gone on.
   *
   * @param done files or entries that are done
   * @param total all of them
   * @param chains chains taken so far
   */
  void at(int done, int total, int chains);
}
