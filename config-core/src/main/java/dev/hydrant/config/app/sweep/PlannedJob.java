package dev.hydrant.config.app.sweep;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.job.JobExit;
import dev.hydrant.config.app.job.RunRecord;
import dev.hydrant.config.app.job.Signals;
import dev.hydrant.config.app.program.Job;
import dev.hydrant.config.app.program.StopSignal;
import dev.hydrant.config.app.program.StopSignals;
import dev.hydrant.config.launch.JobDirectory;
import dev.hydrant.config.launch.JobRunner;
import dev.hydrant.config.launch.JobStatus;
import dev.hydrant.config.launch.SweepDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.function.Supplier;

/**
 * One job of a sweep in a process of its own: reads the composition that the sweep has saved, runs
 * it as the next attempt, and writes how it ended.
 */
public final class PlannedJob {
  /** Set for processes that should end when whoever started them is gone. */
  static final String LEASH = "HYDRANT_LEASH";

  private final AppSettings app;
  private final Job job;

  public PlannedJob(AppSettings app, Job job) {
    this.app = app;
    this.job = job;
  }

  /**
   * Runs the job.
   *
   * @param saved the job's saved composition
   * @param now the time of the sweep, which {@code now} tells
   * @return the exit code
   */
  public int call(Composition saved, String now) {
    RunRecord.requireWhole(saved);
    Composition config = now == null ? saved : saved.withNow(ZonedDateTime.parse(now));
    Path directory = Path.of(String.valueOf(config.hydraValue("runtime.output_dir").orElseThrow()));
    Path sweep = Path.of(String.valueOf(config.hydraValue("sweep.dir").orElseThrow()));
    JobDirectory place = new JobDirectory(directory);
    try (Signals signals = Signals.listen(s -> app.err().println(JobExit.STOPPING))) {
      if (app.environment().containsKey(LEASH)) {
        // A terminal signals all that was started from it; whoever holds the leash passes it on.
        StopSignals.ignore(StopSignal.INT);
        StopSignals.ignore(StopSignal.HUP);
        leash(signals);
      }
      SweepJob body =
          new SweepJob(app, job, signals, config, place, new SweepDirectory(sweep), false);
      JobStatus status = new JobRunner().run(place, body);
      if (body.failure() != null) {
        throw rethrow(body.failure());
      }
      return JobExit.code(status.state(), signals.pending());
    }
  }

  /** Standard input ends when the parent does, however it does. */
  private static void leash(Signals signals) {
    Supplier<Boolean> open =
        () -> {
          try {
            return System.in.read() >= 0;
          } catch (IOException e) {
            return false;
          }
        };
    Thread watch =
        new Thread(
            () -> {
              while (open.get()) {
                Thread.onSpinWait();
              }
              signals.request(StopSignal.TERM);
            },
            "leash");
    watch.setDaemon(true);
    watch.start();
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> RuntimeException rethrow(Exception e) throws E {
    throw (E) e;
  }
}
