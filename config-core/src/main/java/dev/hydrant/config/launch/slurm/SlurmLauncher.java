package dev.hydrant.config.launch.slurm;

import dev.hydrant.config.error.LaunchException;
import dev.hydrant.config.launch.JobStatus;
import dev.hydrant.config.launch.LaunchContext;
import dev.hydrant.config.launch.Launcher;
import dev.hydrant.config.launch.ProcessLauncher;
import dev.hydrant.config.launch.SweepDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs jobs on a Slurm cluster whose nodes see the sweep directory.
 *
 * <p>Jobs that an earlier, killed call has submitted and that still wait or run are not submitted
 * again but waited for. On an interrupt the jobs are left running, or cancelled if the settings say
 * so; {@link #submit} alone returns at once, {@link #await} goes on later.
 */
public final class SlurmLauncher implements Launcher {
  /** Slurm kills what ignores a request to end after 30 s, unless its administrator says else. */
  private static final long CANCEL_NANOS = 45_000_000_000L;

  private final SlurmSettings settings;
  private final Queue queue;

  public SlurmLauncher(SlurmSettings settings) {
    this(settings, new Queue(Command.withTimeout(30)));
  }

  SlurmLauncher(SlurmSettings settings, Queue queue) {
    this.settings = settings;
    this.queue = queue;
  }

  /** Whether an interrupt ends the submitted jobs, which go on otherwise. */
  public boolean cancelsOnInterrupt() {
    return settings.cancelOnInterrupt();
  }

  @Override
  public void launch(List<SweepDirectory.Job> jobs, LaunchContext context)
      throws InterruptedException {
    submit(jobs, context);
    try {
      await(jobs, context);
    } catch (InterruptedException e) {
      if (settings.cancelOnInterrupt()) {
        cancel(context.sweep());
        settle(jobs, context);
      }
      throw e;
    }
  }

  /** Submits the jobs that are not in the queue yet as an array, or several if they are many. */
  public void submit(List<SweepDirectory.Job> jobs, LaunchContext context)
      throws InterruptedException {
    Submissions submissions = new Submissions(context.sweep());
    Set<Path> queued = queuedDirectories(submissions, context.sweep());
    List<SweepDirectory.Job> fresh = jobs.stream().filter(j -> !queued.contains(place(j))).toList();
    for (int from = 0; from < fresh.size(); from += settings.maxArraySize()) {
      int to = Math.min(fresh.size(), from + settings.maxArraySize());
      submitArray(fresh.subList(from, to), submissions, context);
    }
  }

  private void submitArray(
      List<SweepDirectory.Job> jobs, Submissions submissions, LaunchContext context)
      throws InterruptedException {
    // what failed or was interrupted before is waited for from now on
    jobs.forEach(j -> j.directory().end(j.status().attempt(), JobStatus::waiting));
    String name = submissions.nextName();
    Path list = submissions.directory().resolve(name + ".jobs").toAbsolutePath();
    submissions.prepare(
        name,
        jobs.stream().map(j -> context.sweep().relativize(place(j)).toString()).toList(),
        jobs.stream().map(j -> commandLine(j, context)).toList(),
        BatchScript.text(settings, list.toString()));
    List<String> options =
        new ArrayList<>(
            BatchScript.options(
                settings, jobs.size(), submissions.directory().toAbsolutePath().toString()));
    options.add("--chdir=" + context.workingDirectory());
    String id = queue.submit(options, submissions.directory().resolve(name + ".sh").toString());
    submissions.submitted(id, name);
    context.log().accept("submitted " + jobs.size() + " jobs to Slurm as array " + id);
  }

  private static String commandLine(SweepDirectory.Job job, LaunchContext context) {
    String output = place(job).resolve(ProcessLauncher.OUTPUT).toString();
    return BatchScript.commandLine(context.command().apply(job))
        + " >>"
        + BatchScript.quote(output)
        + " 2>&1";
  }

  private static Path place(SweepDirectory.Job job) {
    return job.directory().path().toAbsolutePath();
  }

  /** Waits until none of the jobs is pending or running, settling those that Slurm has lost. */
  public void await(List<SweepDirectory.Job> jobs, LaunchContext context)
      throws InterruptedException {
    Reconciler reconciler = new Reconciler(queue, context.sweep(), context.log());
    while (!reconciler.settle(new Submissions(context.sweep()).read(), jobs)) {
      context.sleep((long) (settings.pollS() * 1000));
    }
  }

  /** Waits as long as Slurm gives cancelled jobs, so that their ends are noted. */
  private void settle(List<SweepDirectory.Job> jobs, LaunchContext context)
      throws InterruptedException {
    Reconciler reconciler = new Reconciler(queue, context.sweep(), context.log());
    long deadline = System.nanoTime() + CANCEL_NANOS;
    while (!reconciler.settle(new Submissions(context.sweep()).read(), jobs)
        && System.nanoTime() < deadline) {
      Thread.sleep(Math.min(1000, (long) (settings.pollS() * 1000)));
    }
  }

  /** Cancels everything that was submitted for a sweep. */
  public void cancel(Path sweep) throws InterruptedException {
    List<String> ids = new Submissions(sweep).read().stream().map(Submissions.Array::id).toList();
    if (!ids.isEmpty()) {
      queue.cancel(ids);
    }
  }

  private Set<Path> queuedDirectories(Submissions submissions, Path sweep)
      throws InterruptedException {
    List<Submissions.Array> arrays = submissions.read();
    Set<Path> queued = new HashSet<>();
    if (arrays.isEmpty()) {
      return queued;
    }
    List<TaskState> tasks =
        queue
            .tasks(arrays.stream().map(Submissions.Array::id).toList())
            .orElseThrow(
                () ->
                    new LaunchException(
                        "the Slurm controller does not answer, so it is unknown which jobs are in"
                            + " its queue: try again later"));
    for (TaskState task : tasks) {
      if (!task.ended()) {
        arrays.stream()
            .filter(a -> a.id().equals(task.array()) && task.task() < a.jobs().size())
            .forEach(a -> queued.add(sweep.resolve(a.jobs().get(task.task())).toAbsolutePath()));
      }
    }
    return queued;
  }

  static boolean open(JobStatus status) {
    return switch (status.state()) {
      case PENDING, RUNNING -> true;
      default -> false;
    };
  }
}
