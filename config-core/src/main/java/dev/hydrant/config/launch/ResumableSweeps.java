package dev.hydrant.config.launch;

import dev.hydrant.config.Composition;
import dev.hydrant.config.InterpolationException;
import dev.hydrant.config.app.JobResult;
import dev.hydrant.config.app.Sweep;
import dev.hydrant.config.app.SweepRunner;
import dev.hydrant.config.launch.report.SweepReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a sweep so that it can be killed and taken up again: a job that is done in the sweep's
 * directory is left alone, one that is missing, failed or was interrupted is run. Jobs run in this
 * JVM, one after the other.
 *
 * <p>A failed job stops the others only if {@code hydra.sweep.fail_fast} is true. The exit code is
 * 0 if all jobs are done.
 */
public final class ResumableSweeps implements SweepRunner {
  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;

  @Override
  public int run(Sweep sweep) throws Exception {
    List<SweepDirectory.Request> requests = new ArrayList<>();
    for (int i = 0; i < sweep.jobs().size(); i++) {
      requests.add(request(sweep, sweep.jobs().get(i), i));
    }
    sweep.writeRecord();
    SweepDirectory directory = new SweepDirectory(sweep.directory());
    List<SweepDirectory.Job> planned = directory.plan(requests);
    List<SweepDirectory.Job> open =
        planned.stream().filter(job -> !job.status().state().isFinal()).distinct().toList();
    sweep.say(
        "%d jobs, %d of them done before: launching %d"
            .formatted(planned.size(), planned.size() - open.size(), open.size()));
    boolean failFast =
        Boolean.TRUE.equals(sweep.master().hydraValue("sweep.fail_fast").orElse(null));
    LaunchContext context =
        new LaunchContext(
            sweep.directory(),
            sweep.workingDirectory(),
            job -> {
              throw new LaunchException("jobs of this sweep run in this JVM alone");
            },
            job -> attempt -> body(sweep, job, attempt),
            () -> Thread.currentThread().isInterrupted() || failFast && anyFailed(open),
            sweep::say);
    new BasicLauncher().launch(open, context);
    return conclude(sweep, directory, planned);
  }

  private static SweepDirectory.Request request(Sweep sweep, List<String> overrides, int number) {
    Composition job = sweep.compose(overrides, number);
    return new SweepDirectory.Request(
        hash(job),
        overrides,
        given ->
            sweep
                .directory()
                .relativize(sweep.directory(sweep.compose(overrides, given)))
                .toString());
  }

  /** A job whose interpolations do not resolve fails when it runs, not here. */
  private static String hash(Composition job) {
    try {
      return TaskHash.of(job.resolved());
    } catch (InterpolationException e) {
      return TaskHash.of(job.node());
    }
  }

  private static Map<String, Double> body(Sweep sweep, SweepDirectory.Job job, int attempt)
      throws Exception {
    int number = job.status().number();
    List<String> overrides = job.status().overrides();
    sweep.say("\t#" + number + " : " + String.join(" ", overrides));
    JobResult result;
    try {
      result = sweep.run(sweep.compose(overrides, number), job.directory().path(), number);
    } catch (Exception e) {
      sweep.err().println("Error executing job with overrides: " + overrides);
      sweep.err().println(e.getMessage() == null ? e.toString() : e.getMessage());
      throw e;
    }
    if (result.exitCode() == INTERRUPTED || result.exitCode() == TERMINATED) {
      Thread.currentThread().interrupt();
      throw JobEnd.interrupted("interrupted with exit code " + result.exitCode());
    }
    if (result.exitCode() != 0) {
      throw new LaunchException("ended with exit code " + result.exitCode());
    }
    return result.metrics();
  }

  private static boolean anyFailed(List<SweepDirectory.Job> jobs) {
    return jobs.stream()
        .anyMatch(job -> job.directory().status().orElseThrow().state() == JobState.FAILED);
  }

  private static int conclude(
      Sweep sweep, SweepDirectory directory, List<SweepDirectory.Job> planned) {
    Path page = SweepReport.write(directory);
    Map<JobState, Integer> counts = new TreeMap<>();
    for (SweepDirectory.Job job : planned) {
      counts.merge(job.directory().status().orElseThrow().state(), 1, Integer::sum);
    }
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (state, count) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(state.label()));
    sweep.say(text + "; report: " + page);
    return counts.keySet().stream().allMatch(JobState::isFinal) ? 0 : 1;
  }
}
