package dev.hydrant.trainer.data;

/** Is told how far the preparation of text has come; called by one thread. */
public interface PreparationProgress extends AutoCloseable {
  /** Hears nothing. */
  PreparationProgress NONE = (bytes, totalBytes, tokens) -> {};

  /** What {@link #at} counts, such as lines; tokens if nothing is said. */
  default void counting(String unit) {}

  /**
   * Work has gone on.
   *
   * @param bytes bytes of the sources that have been read, or another measure of the way
   * @param totalBytes bytes of all sources
   * @param tokens tokens written so far, or what else is counted
   */
  void at(long bytes, long totalBytes, long tokens);

  /** The work is over, whether well or not. */
  @Override
  default void close() {}
}
