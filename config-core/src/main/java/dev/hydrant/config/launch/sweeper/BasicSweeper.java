package dev.hydrant.config.launch.sweeper;

import dev.hydrant.config.error.LaunchException;
import dev.hydrant.config.launch.SweepDirectory;
import java.util.List;

/** All combinations, in batches of a given size. */
public final class BasicSweeper implements Sweeper {
  private final List<List<String>> jobs;
  private final int size;
  private int from;

  /**
   * Creates the sweeper.
   *
   * @param maxBatchSize the most jobs launched together, null for all
   */
  public BasicSweeper(List<List<String>> jobs, Integer maxBatchSize) {
    if (maxBatchSize != null && maxBatchSize < 1) {
      throw new LaunchException(
          "hydra.sweeper.max_batch_size is " + maxBatchSize + "; it must be at least 1");
    }
    this.jobs = jobs;
    this.size = maxBatchSize == null ? Math.max(1, jobs.size()) : maxBatchSize;
  }

  @Override
  public List<List<String>> next(SweepDirectory sweep) {
    int to = Math.min(jobs.size(), from + size);
    List<List<String>> batch = jobs.subList(from, to);
    from = to;
    return batch;
  }
}
