package dev.hydrant.config.app;

/**
 * Runs the jobs of a sweep somewhere.
 *
 * <pre>{@code
 * SweepRunner inOrder =
 *     sweep -> {
 *       for (int i = 0; i < sweep.jobs().size(); i++) {
 *         Composition job = sweep.compose(sweep.jobs().get(i), i);
 *         sweep.run(job, sweep.directory(job), i);
 *       }
 *       return 0;
 *     };
 * }</pre>
 */
@FunctionalInterface
public interface SweepRunner {
  /**
   * Runs the jobs and returns the exit code of the program.
   *
   * @throws Exception the failure of a job, once all jobs that were to run have run
   */
  int run(Sweep sweep) throws Exception;
}
