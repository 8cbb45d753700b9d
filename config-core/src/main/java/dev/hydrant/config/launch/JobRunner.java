package dev.hydrant.config.launch;

import java.time.Clock;
import java.util.concurrent.CancellationException;

/** Runs one job in this JVM and keeps its status file true to what happens. */
public final class JobRunner {
  private final Clock clock;

  public JobRunner() {
    this(Clock.systemUTC());
  }

  JobRunner(Clock clock) {
    this.clock = clock;
  }

  /**
   * Runs a planned job.
   *
   * @return its status afterwards; never {@link JobState#RUNNING}
   * @throws FencedException if a later attempt took the job over meanwhile
   * @throws Error if the JVM cannot go on; the job is marked failed all the same
   */
  public JobStatus run(JobDirectory job, JobBody body) {
    int attempt = job.begin(clock.instant()).attempt();
    try {
      var metrics = body.run(attempt);
      return job.end(attempt, s -> s.done(clock.instant(), metrics));
    } catch (FencedException e) {
      throw e;
    } catch (JobEnd e) {
      return job.end(attempt, s -> s.ended(e.state(), clock.instant(), e.getMessage()));
    } catch (InterruptedException | CancellationException e) {
      Thread.interrupted(); // an interrupted thread cannot write files
      JobStatus status =
          job.end(attempt, s -> s.ended(JobState.INTERRUPTED, clock.instant(), "interrupted"));
      Thread.currentThread().interrupt();
      return status;
    } catch (Exception e) {
      return failed(job, attempt, e);
    } catch (Error e) {
      failed(job, attempt, e);
      throw e;
    }
  }

  private JobStatus failed(JobDirectory job, int attempt, Throwable cause) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return job.end(attempt, s -> s.ended(JobState.FAILED, clock.instant(), message));
  }
}
