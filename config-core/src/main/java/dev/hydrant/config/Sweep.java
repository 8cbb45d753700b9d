package dev.hydrant.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Jobs written in Java: a list of override lists, made by combining smaller ones. Immutable.
 *
 * <pre>{@code
 * Sweep sweep =
 *     Sweep.of("lr", 1e-3, 3e-4)                                        // two jobs
 *         .times(Sweep.of("layers", 4, 8).zip(Sweep.of("width", 256, 512)))  // four
 *         .plus(Sweep.job("lr=1e-2", "layers=2"));                      // five
 * }</pre>
 */
public final class Sweep {
  private final List<List<String>> jobs;

  private Sweep(List<List<String>> jobs) {
    this.jobs = jobs;
  }

  /** A job for each value of a key; a text is taken as an override takes it. */
  public static Sweep of(String key, Object... values) {
    List<List<String>> jobs = new ArrayList<>();
    for (Object value : values) {
      jobs.add(List.of(key + "=" + (value == null ? "null" : value)));
    }
    return new Sweep(List.copyOf(jobs));
  }

  /** One job. */
  public static Sweep job(String... overrides) {
    return new Sweep(List.of(List.of(overrides)));
  }

  /** The jobs of a list of override lists. */
  public static Sweep ofJobs(List<List<String>> overrides) {
    return new Sweep(overrides.stream().map(List::copyOf).toList());
  }

  /** Every job of this with every one of the other, the other's fastest. */
  public Sweep times(Sweep other) {
    List<List<String>> all = new ArrayList<>(jobs.size() * other.jobs.size());
    for (List<String> mine : jobs) {
      for (List<String> theirs : other.jobs) {
        all.add(joined(mine, theirs));
      }
    }
    return new Sweep(List.copyOf(all));
  }

  /**
   * The first job of this with the first of the other, and so on.
   *
   * @throws IllegalArgumentException unless both have equally many
   */
  public Sweep zip(Sweep other) {
    if (jobs.size() != other.jobs.size()) {
      throw new IllegalArgumentException(
          "cannot pair " + jobs.size() + " jobs with " + other.jobs.size());
    }
    List<List<String>> all = new ArrayList<>(jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      all.add(joined(jobs.get(i), other.jobs.get(i)));
    }
    return new Sweep(List.copyOf(all));
  }

  /** The jobs of this, then those of the other. */
  public Sweep plus(Sweep other) {
    List<List<String>> all = new ArrayList<>(jobs);
    all.addAll(other.jobs);
    return new Sweep(List.copyOf(all));
  }

  /** The override lists. */
  public List<List<String>> jobs() {
    return jobs;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
