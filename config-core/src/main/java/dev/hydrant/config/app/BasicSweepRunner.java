package dev.hydrant.config.app;

import dev.hydrant.config.Composition;

/**
 * Runs the jobs of a sweep in this JVM, one after the other. All jobs of a batch are composed
 * before the first is run, so that a mistake costs no computing; a failed job does not stop the
 * others.
 */
final class BasicSweepRunner implements SweepRunner {
  @Override
  public int run(Sweep sweep) throws Exception {
    sweep.writeRecord();
    int size = sweep.jobs().size();
    int batch =
        sweep.master().hydraValue("sweeper.max_batch_size").orElse(null) instanceof Long most
            ? most.intValue()
            : Math.max(1, size);
    if (batch < 1) {
      throw new UsageException(
          "hydra.sweeper.max_batch_size is " + batch + "; it must be at least 1");
    }
    int exitCode = 0;
    for (int from = 0; from == 0 || from < size; from += batch) {
      int code = batch(sweep, from, Math.min(size, from + batch));
      exitCode = exitCode == 0 ? code : exitCode;
    }
    return exitCode;
  }

  private static int batch(Sweep sweep, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      sweep.compose(sweep.jobs().get(i), i);
    }
    sweep.say("Launching " + (to - from) + " jobs locally");
    int exitCode = 0;
    Exception failure = null;
    for (int i = from; i < to; i++) {
      sweep.say("\t#" + i + " : " + String.join(" ", sweep.jobs().get(i)));
      Composition job = sweep.compose(sweep.jobs().get(i), i);
      try {
        int code = sweep.run(job, sweep.directory(job), i).exitCode();
        exitCode = exitCode == 0 ? code : exitCode;
      } catch (Exception e) {
        if (failure == null) {
          failure = e;
          sweep.err().println("Error executing job with overrides: " + job.overrides());
        } else {
          sweep
              .err()
              .println(
                  "Error executing job with overrides: " + job.overrides() + "\n" + e.getMessage());
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return exitCode;
  }
}
