package dev.hydrant.config.launch.slurm;

import dev.hydrant.config.launch.FencedException;
import dev.hydrant.config.launch.JobDirectory;
import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.JobStatus;
import dev.hydrant.config.launch.SweepDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings the jobs' status files and Slurm's queue together: a job whose task has ended without a
 * word from the job itself is settled from what Slurm says.
 */
final class Reconciler {
  /** Looks in a row at which nobody knows a task before it counts as lost. */
  private static final int LOST_AFTER = 3;

  private final Queue queue;
  private final Path sweep;
  private final Consumer<String> log;
  private final Map<Path, Integer> missing = new HashMap<>();
  private final Set<Path> released = new HashSet<>();
  private boolean silent;

  Reconciler(Queue queue, Path sweep, Consumer<String> log) {
    this.queue = queue;
    this.sweep = sweep;
    this.log = log;
  }

  /**
   * Looks once.
   *
   * @return true when none of the jobs is pending or running any more
   */
  boolean settle(List<Submissions.Array> arrays, List<SweepDirectory.Job> jobs)
      throws InterruptedException {
    Map<Path, TaskPlace> places = new HashMap<>();
    for (Submissions.Array array : arrays) {
      for (int task = 0; task < array.jobs().size(); task++) {
        places.put(
            absolute(sweep.resolve(array.jobs().get(task))), new TaskPlace(array.id(), task));
      }
    }
    Optional<List<TaskState>> known =
        queue.tasks(arrays.stream().map(Submissions.Array::id).toList());
    if (known.isEmpty()) {
      if (!silent) {
        log.accept("the Slurm controller does not answer; the jobs are waited for all the same");
      }
      silent = true;
      return allClosed(jobs);
    }
    silent = false;
    Map<TaskPlace, TaskState> states = new HashMap<>();
    known.get().forEach(t -> states.put(new TaskPlace(t.array(), t.task()), t));
    for (SweepDirectory.Job job : jobs) {
      Path path = absolute(job.directory().path());
      JobStatus status = job.directory().status().orElse(job.status());
      if (SlurmLauncher.open(status)) {
        settle(job.directory(), status, places.get(path), states, path);
      }
    }
    return allClosed(jobs);
  }

  private record TaskPlace(String array, int task) {}

  private void settle(
      JobDirectory directory,
      JobStatus status,
      TaskPlace place,
      Map<TaskPlace, TaskState> states,
      Path path)
      throws InterruptedException {
    if (place == null) {
      return;
    }
    TaskState task = states.get(place);
    if (task == null) {
      task = queue.look(place.array(), place.task()).orElse(null);
    }
    if (task == null) {
      if (missing.merge(path, 1, Integer::sum) >= LOST_AFTER) {
        end(
            directory,
            status,
            JobState.FAILED,
            "Slurm no longer knows the job, and it left no result");
      }
      return;
    }
    missing.remove(path);
    if (task.stuck() && released.add(path)) {
      log.accept("job " + status.number() + " was held by Slurm (" + task.reason() + "): released");
      queue.release(task);
    } else if (task.ended()) {
      // The job may have written its result between our two looks: its own word counts.
      JobStatus latest = directory.status().orElse(status);
      if (SlurmLauncher.open(latest)) {
        JobState state =
            task.state().equals("CANCELLED") || task.state().equals("PREEMPTED")
                ? JobState.INTERRUPTED
                : JobState.FAILED;
        end(directory, latest, state, task.describe());
      }
    }
  }

  private void end(JobDirectory directory, JobStatus status, JobState state, String message) {
    try {
      directory.end(status.attempt(), s -> s.ended(state, Instant.now(), message));
      log.accept("job " + status.number() + ": " + message);
    } catch (FencedException e) {
      // A requeued attempt has begun since we looked: nothing is settled.
      missing.remove(directory.path());
    }
  }

  private static boolean allClosed(List<SweepDirectory.Job> jobs) {
    return jobs.stream()
        .noneMatch(j -> SlurmLauncher.open(j.directory().status().orElse(j.status())));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
