package dev.hydrant.config.app;

/** Runs the jobs of a sweep somewhere. */
@FunctionalInterface
public interface SweepRunner {
  /**
   * Runs the jobs and returns the exit code of the program.
   *
   * @throws Exception the failure of a job, once all jobs that were to run have run
   */
  int run(Sweep sweep) throws Exception;
}
