package dev.hydrant.config.launch;

import dev.hydrant.config.error.LaunchException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs jobs in JVMs of their own, some at a time, each with its share of the cores. A job that
 * crashes its JVM, or is killed for its memory, is marked failed and harms no other.
 *
 * @param parallel how many jobs run at a time, at least 1
 * @param threads cores for each job's arithmetic, at least 1
 * @param environment variables set for every job
 * @param grace seconds that an interrupted job has to save its state
 */
public record ProcessLauncher(
    int parallel, int threads, Map<String, String> environment, long grace) implements Launcher {
  private static final long POLL_MS = 50;

  /** What a job prints goes here, in its directory; one attempt after the other. */
  public static final String OUTPUT = "output.log";

  public ProcessLauncher {
    if (parallel < 1 || threads < 1) {
      throw new LaunchException("the process launcher needs n_jobs >= 1 and threads >= 1");
    }
    environment = Map.copyOf(environment);
  }

  /** Shares all cores of the machine among the jobs that run at a time. */
  public static ProcessLauncher sharing(int parallel, Map<String, String> environment) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new ProcessLauncher(
        parallel, Math.max(1, cores / Math.max(1, parallel)), environment, 30);
  }

  private record Child(SweepDirectory.Job job, Process process) {}

  @Override
  public void launch(List<SweepDirectory.Job> jobs, LaunchContext context)
      throws InterruptedException {
    Iterator<SweepDirectory.Job> waiting = jobs.iterator();
    List<Child> running = new ArrayList<>();
    try {
      while (true) {
        while (running.size() < parallel && waiting.hasNext() && !context.stop().getAsBoolean()) {
          running.add(start(waiting.next(), context));
        }
        if (running.isEmpty()) {
          return;
        }
        awaitAny(running, context);
        for (Iterator<Child> i = running.iterator(); i.hasNext(); ) {
          Child child = i.next();
          if (!child.process().isAlive()) {
            settle(child, context);
            i.remove();
          }
        }
      }
    } finally {
      end(running, context);
    }
  }

  private Child start(SweepDirectory.Job job, LaunchContext context) {
    Path output = job.directory().path().resolve(OUTPUT);
    ProcessBuilder builder =
        new ProcessBuilder(context.command().apply(job))
            .directory(context.workingDirectory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    builder.environment().put("MKL_NUM_THREADS", Integer.toString(threads));
    try {
      return new Child(job, builder.start());
    } catch (IOException e) {
      throw new LaunchException("cannot start a job's process: " + e.getMessage(), e);
    }
  }

  private static void awaitAny(List<Child> running, LaunchContext context)
      throws InterruptedException {
    do {
      context.sleep(POLL_MS);
    } while (running.stream().allMatch(c -> c.process().isAlive()));
  }

  /** A process that ended without saying how its job ended has crashed. */
  private static void settle(Child child, LaunchContext context) {
    int exit = child.process().exitValue();
    JobDirectory directory = child.job().directory();
    JobStatus status = directory.status().orElse(child.job().status());
    boolean started = status.attempt() > child.job().status().attempt();
    if (started && status.state() != JobState.RUNNING) {
      return; // pending again if it has saved its state and asks to be run once more
    }
    String message = ExitCodes.describe(exit) + ": see " + directory.path().resolve(OUTPUT);
    directory.end(status.attempt(), s -> s.ended(JobState.FAILED, Instant.now(), message));
    context.log().accept("job " + status.number() + " " + message);
  }

  private void end(List<Child> running, LaunchContext context) throws InterruptedException {
    running.forEach(c -> c.process().destroy()); // SIGTERM: finish the step and save
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(grace);
    for (Child child : running) {
      if (!child.process().waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        child.process().destroyForcibly().waitFor();
      }
      JobStatus status = child.job().directory().status().orElseThrow();
      if (status.state() == JobState.RUNNING || status.state() == JobState.PENDING) {
        child
            .job()
            .directory()
            .end(
                status.attempt(),
                s -> s.ended(JobState.INTERRUPTED, Instant.now(), "the sweep was interrupted"));
      }
    }
  }
}
