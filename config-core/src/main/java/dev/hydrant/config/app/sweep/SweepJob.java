package dev.hydrant.config.app.sweep;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.job.JobSession;
import dev.hydrant.config.app.job.Signals;
import dev.hydrant.config.app.program.Job;
import dev.hydrant.config.app.program.StopSignal;
import dev.hydrant.config.launch.FencedException;
import dev.hydrant.config.launch.JobBody;
import dev.hydrant.config.launch.JobDirectory;
import dev.hydrant.config.launch.JobEnd;
import dev.hydrant.config.launch.Reports;
import dev.hydrant.config.launch.SweepDirectory;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

/** A job of a sweep: its session, what signals mean to it, and the rule that may stop it early. */
final class SweepJob implements JobBody {
  private final AppSettings app;
  private final Job job;
  private final Signals signals;
  private final Composition config;
  private final JobDirectory place;
  private final SweepDirectory sweep;
  private final boolean fresh;
  private Exception failure;

  /** Creates a body; {@code fresh} says whether it writes the job's record itself. */
  SweepJob(
      AppSettings app,
      Job job,
      Signals signals,
      Composition config,
      JobDirectory place,
      SweepDirectory sweep,
      boolean fresh) {
    this.app = app;
    this.job = job;
    this.signals = signals;
    this.config = config;
    this.place = place;
    this.sweep = sweep;
    this.fresh = fresh;
  }

  /** Why the job failed, or null. */
  Exception failure() {
    return failure;
  }

  @Override
  public Map<String, Double> run(int attempt) throws Exception {
    EarlyStopping stopping = EarlyStopping.of(config, app.facts());
    JobSession.Reporter reporter =
        (step, value) -> {
          place.ensureCurrent(attempt);
          if (stopping == null) {
            Reports.add(place.path(), step, value);
          } else {
            Reports.addAndDecide(place, sweep, stopping.rule(), step, value, stopping.sign());
          }
        };
    int number = ((Number) config.hydraValue("job.num").orElseThrow()).intValue();
    JobSession session =
        new JobSession(
            app,
            job,
            signals,
            config,
            place.path(),
            OptionalInt.of(number),
            attempt,
            reporter,
            () -> place.ensureCurrent(attempt));
    try {
      return fresh ? session.run() : session.run(JobSession.prepare(config, app, place.path()));
    } catch (JobEnd | FencedException e) {
      throw e;
    } catch (InterruptedException | CancellationException e) {
      throw stopped();
    } catch (Exception e) {
      if (signals.hasCutOff()) {
        throw stopped(); // what an interrupted thread tries fails in many ways
      }
      failure = e;
      throw new JobFailure(app.failure(e).message(), e);
    }
  }

  private JobEnd stopped() {
    return signals.pending() == StopSignal.USR1
        ? JobEnd.requeue("asked to save and be run again")
        : JobEnd.interrupted("interrupted");
  }

  /** Carries the words of a failure into the job's status. */
  private static final class JobFailure extends Exception {
    private static final long serialVersionUID = 1L;

    JobFailure(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
