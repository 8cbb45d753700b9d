package dev.hydrant.trainer.data.hdf5;

import dev.hydrant.trainer.data.DataException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * The one thread that reads a file. jHDF's channel closes for everyone when a thread that reads is
 * interrupted, as those that read ahead are; this one never is.
 */
final class Hdf5Thread {
  private final Path path;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "hdf5");
            made.setDaemon(true);
            return made;
          });

  Hdf5Thread(Path path) {
    this.path = path;
  }

  /**
   * Reads something.
   *
   * @param name group or dataset, for messages; empty for the file itself
   * @throws DataException for whatever goes wrong with the file
   */
  <T> T call(String name, Callable<T> read) {
    try {
      return thread.submit(read).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Interrupted while " + path + " was read", e);
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException(path + " is closed", e);
    } catch (ExecutionException e) {
      throw Hdf5Errors.translated(path, name, e.getCause());
    }
  }

  /** Does something last and ends; a second call does nothing. */
  void close(Runnable last) {
    if (!thread.isShutdown()) {
      try {
        call("", Executors.callable(last));
      } finally {
        close();
      }
    }
  }

  void close() {
    thread.shutdown();
  }
}
