package dev.hydrant.config.launch.sweeper;

import dev.hydrant.config.launch.SweepDirectory;
import dev.hydrant.config.sweep.SweepJobs;
import java.util.Iterator;
import java.util.List;

/** All combinations, in batches of a given size. */
public final class BasicSweeper implements Sweeper {
  private final Iterator<List<List<String>>> batches;

  /**
   * Creates the sweeper.
   *
   * @param maxBatchSize the most jobs launched together, null for all
   */
  public BasicSweeper(SweepJobs jobs, Integer maxBatchSize) {
    this.batches = jobs.batches(maxBatchSize).iterator();
  }

  @Override
  public List<List<String>> next(SweepDirectory sweep) {
    return batches.hasNext() ? batches.next() : List.of();
  }
}
