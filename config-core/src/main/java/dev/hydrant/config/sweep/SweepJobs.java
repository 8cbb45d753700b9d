package dev.hydrant.config.sweep;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The jobs of a sweep: every combination of the values of its arguments, the last argument fastest.
 * Immutable; a job's overrides are put together when they are asked for, so that a large sweep
 * costs no more than its arguments.
 */
public final class SweepJobs extends AbstractList<List<String>> implements RandomAccess {
  private final List<List<String>> arguments;
  private final int size;

  /**
   * Creates the combinations.
   *
   * @param arguments for each argument its override strings, one a value
   * @param size the product of their sizes
   */
  SweepJobs(List<List<String>> arguments, int size) {
    this.arguments = arguments;
    this.size = size;
  }

  /** The overrides of a job, one for each argument. */
  @Override
  public List<String> get(int job) {
    if (job < 0 || job >= size) {
      throw new IndexOutOfBoundsException("job " + job + " of " + size);
    }
    String[] overrides = new String[arguments.size()];
    int rest = job;
    for (int i = overrides.length - 1; i >= 0; i--) {
      List<String> values = arguments.get(i);
      overrides[i] = values.get(rest % values.size());
      rest /= values.size();
    }
    return List.of(overrides);
  }

  @Override
  public int size() {
    return size;
  }

  /** For each argument its override strings, one a value. */
  public List<List<String>> arguments() {
    return arguments;
  }

  /**
   * Cuts the jobs into batches in order.
   *
   * @param most the most jobs of a batch, null for one batch of all
   * @throws IllegalArgumentException if {@code most} is less than one
   */
  public List<List<List<String>>> batches(Integer most) {
    if (most == null) {
      return List.of(this);
    }
    if (most < 1) {
      throw new IllegalArgumentException(
          "hydra.sweeper.max_batch_size is " + most + "; it must be at least 1");
    }
    List<List<List<String>>> batches = new ArrayList<>();
    for (long from = 0; from < size; from += most) {
      batches.add(subList((int) from, (int) Math.min(size, from + most)));
    }
    return batches;
  }
}
