package dev.hydrant.config.launch;

import java.util.List;

/** Runs jobs in this JVM, one after the other. */
public final class BasicLauncher implements Launcher {
  private final JobRunner runner = new JobRunner();

  @Override
  public void launch(List<SweepDirectory.Job> jobs, LaunchContext context)
      throws InterruptedException {
    for (SweepDirectory.Job job : jobs) {
      if (context.stop().getAsBoolean()) {
        return;
      }
      runner.run(job.directory(), context.body().apply(job));
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while running job " + job.status().number());
      }
    }
  }
}
