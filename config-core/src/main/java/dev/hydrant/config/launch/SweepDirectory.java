package dev.hydrant.config.launch;

import dev.hydrant.config.error.LaunchException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The directory of a sweep: one directory a job, and a list of what was planned. Jobs are what that
 * list says, however deep their directories lie and whatever else there is.
 *
 * <p>Jobs that are already there keep their number and directory, whatever the order in which they
 * are asked for again; only new ones get new numbers. So widening a range runs just what is new.
 */
public final class SweepDirectory {
  private final Path path;
  private final SweepPlan plan;

  public SweepDirectory(Path path) {
    this.path = path;
    this.plan = new SweepPlan(path);
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
    return plan.read().stream()
        .map(p -> new JobDirectory(path.resolve(p.directory())))
        .flatMap(d -> d.status().map(s -> new Job(s, d)).stream())
        .sorted(Comparator.comparingInt(j -> j.status().number()))
        .toList();
  }

  /**
   * Plans jobs: finds those that are there, and makes the directories of those that are not.
   *
   * @return a job per request, in the requests' order; equal hashes share one job
   * @throws LaunchException if a job's directory is not below the sweep's, or that of another job;
   *     nothing has been made then
   */
  public List<Job> plan(List<Request> requests) {
    Map<String, SweepPlan.Planned> known = new LinkedHashMap<>();
    Map<Path, String> taken = new HashMap<>();
    int next = 0;
    for (SweepPlan.Planned job : plan.read()) {
      known.put(job.hash(), job);
      taken.put(path.resolve(job.directory()), job.hash());
      next = Math.max(next, job.number() + 1);
    }
    List<SweepPlan.Planned> fresh = new ArrayList<>();
    for (Request request : requests) {
      if (!known.containsKey(request.hash())) {
        Path place = place(request.subdirectory().apply(next));
        if (taken.putIfAbsent(place, request.hash()) != null) {
          throw new LaunchException(
              "two jobs of the sweep share the directory "
                  + place
                  + ": make hydra.sweep.subdir differ, e.g."
                  + " hydra.sweep.subdir='${hydra.job.num}'");
        }
        SweepPlan.Planned job =
            new SweepPlan.Planned(next++, request.hash(), path.relativize(place).toString());
        known.put(request.hash(), job);
        fresh.add(job);
      }
    }
    plan.append(fresh);
    List<Job> planned = new ArrayList<>(requests.size());
    Map<String, Job> made = new HashMap<>();
    for (Request request : requests) {
      planned.add(made.computeIfAbsent(request.hash(), h -> make(known.get(h), request)));
    }
    return planned;
  }

  private Job make(SweepPlan.Planned job, Request request) {
    JobDirectory place = new JobDirectory(path.resolve(job.directory()));
    JobStatus status =
        place.plan(JobStatus.pending(job.number(), request.hash(), request.overrides()));
    if (!status.hash().equals(request.hash())) {
      throw new LaunchException(
          place.path() + " holds a job of another sweep: remove it, or give hydra.sweep.dir");
    }
    return new Job(status, place);
  }

  /** The directory of a job, which must not leave the sweep's. */
  private Path place(String subdirectory) {
    Path place;
    try {
      place = path.resolve(subdirectory).normalize();
    } catch (InvalidPathException e) {
      throw new LaunchException(
          "hydra.sweep.subdir gives '"
              + subdirectory
              + "', which no file system takes: "
              + e.getReason());
    }
    if (!place.startsWith(path.normalize()) || Path.of(subdirectory).isAbsolute()) {
      throw new LaunchException(
          "hydra.sweep.subdir gives '"
              + subdirectory
              + "', which leaves the sweep's directory "
              + path
              + ": values with '/' or '..' in a directory's name need"
              + " hydra.sweep.subdir='${hydra.job.num}'");
    }
    return place;
  }
}
