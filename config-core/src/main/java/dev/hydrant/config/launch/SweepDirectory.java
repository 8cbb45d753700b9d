package dev.hydrant.config.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * The directory of a sweep: one directory a job, found again by their status files.
 *
 * <p>Jobs that are already there keep their number and directory, whatever the order in which they
 * are asked for again; only new ones get new numbers. So widening a range runs just what is new.
 */
public final class SweepDirectory {
  private static final int DEEPEST_SUBDIRECTORY = 6;
  private final Path path;

  public SweepDirectory(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /** A job to run, or to leave, with its place. */
  public record Job(JobStatus status, JobDirectory directory) {}

  /**
   * What is asked for.
   *
   * @param hash see {@link TaskHash}
   * @param overrides the job's override list
   * @param subdirectory the job's directory below the sweep's, given its number
   */
  public record Request(String hash, List<String> overrides, IntFunction<String> subdirectory) {}

  /** All jobs that have ever been planned here, by number. */
  public List<Job> jobs() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(path, DEEPEST_SUBDIRECTORY)) {
      return files
          .filter(f -> f.endsWith(StatusFile.NAME))
          .map(f -> new JobDirectory(f.getParent()))
          .flatMap(d -> d.status().map(s -> new Job(s, d)).stream())
          .sorted(Comparator.comparingInt(j -> j.status().number()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sweep directory " + path, e);
    }
  }

  /**
   * Plans jobs: finds those that are there, and makes the directories of those that are not.
   *
   * @return a job per request, in the requests' order; equal hashes share one job
   */
  public List<Job> plan(List<Request> requests) {
    Map<String, Job> known = new HashMap<>();
    int next = 0;
    for (Job job : jobs()) {
      known.put(job.status().hash(), job);
      next = Math.max(next, job.status().number() + 1);
    }
    List<Job> planned = new ArrayList<>(requests.size());
    for (Request request : requests) {
      Job job = known.get(request.hash());
      if (job == null) {
        int number = next++;
        JobDirectory place =
            new JobDirectory(path.resolve(request.subdirectory().apply(number)).normalize());
        job =
            new Job(
                place.plan(JobStatus.pending(number, request.hash(), request.overrides())), place);
        if (!job.status().hash().equals(request.hash())) {
          throw new IllegalStateException(
              "two jobs of the sweep share the directory %s: make hydra.sweep.subdir differ, e.g. hydra.sweep.subdir='${hydra.job.num}'"
                  .formatted(place.path()));
        }
        known.put(request.hash(), job);
      }
      planned.add(job);
    }
    return planned;
  }
}
