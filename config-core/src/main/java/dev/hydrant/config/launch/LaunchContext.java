package dev.hydrant.config.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a launcher needs from the program whose jobs it runs.
 *
 * @param sweep the sweep's directory, absolute
 * @param workingDirectory where jobs are to be started, absolute
 * @param command the command line that runs one planned job in a JVM of its own
 * @param body runs one job in this JVM
 * @param interrupted true once somebody has asked for the end of what runs
 * @param stop asked between jobs: true once no more should be started
 * @param log prints one line for the user
 */
public record LaunchContext(
    Path sweep,
    Path workingDirectory,
    Function<SweepDirectory.Job, List<String>> command,
    Function<SweepDirectory.Job, JobBody> body,
    BooleanSupplier interrupted,
    BooleanSupplier stop,
    Consumer<String> log) {
  private static final long SLICE_MS = 100;

  /**
   * Waits.
   *
   * @throws InterruptedException as soon as somebody asks for the end; the thread itself need not
   *     be interrupted, which would cut off what it writes
   */
  public void sleep(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; left > 0; left = millisUntil(deadline)) {
      throwIfInterrupted();
      Thread.sleep(Math.min(SLICE_MS, left));
    }
    throwIfInterrupted();
  }

  private static long millisUntil(long deadline) {
    return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
  }

  private void throwIfInterrupted() throws InterruptedException {
    if (interrupted.getAsBoolean()) {
      throw new InterruptedException("asked to stop");
    }
  }
}
