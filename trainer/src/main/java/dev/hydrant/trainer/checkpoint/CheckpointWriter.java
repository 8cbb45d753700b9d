package dev.hydrant.trainer.checkpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves checkpoints on a thread of its own while training goes on, one at a time. The caller is one
 * thread; it learns how a save ended from {@link #finished} and {@link #await}.
 */
public final class CheckpointWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

  private final CheckpointStore store;
  private final HostBuffers buffers = new HostBuffers();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          r -> {
            Thread t = new Thread(r, "checkpoint-writer");
            t.setDaemon(true);
            return t;
          });
  private FutureTask<Checkpoint> pending;

  public CheckpointWriter(CheckpointStore store) {
    this.store = store;
  }

  /**
   * Copies a snapshot and returns; it is written meanwhile. Where there is no memory for a copy it
   * is written at once.
   *
   * @throws IllegalStateException if the save before has not been collected
   */
  public void begin(Snapshot snapshot) {
    requireIdle();
    try {
      Snapshot copy = buffers.copy(snapshot);
      pending = new FutureTask<>(() -> store.save(copy));
      thread.execute(pending);
    } catch (OutOfMemoryError e) {
      LOG.warn(
          "step {}: no memory for a copy of the state ({}); training waits until it is written",
          snapshot.step(),
          e.getMessage());
      pending = new FutureTask<>(() -> store.save(snapshot));
      pending.run();
    } catch (IOException e) {
      throw new CheckpointException("the state of step " + snapshot.step() + ": " + e, e);
    }
  }

  /**
   * Saves without a copy, on the calling thread.
   *
   * @throws CheckpointException if it could not be saved
   * @throws IllegalStateException if the save before has not been collected
   */
  public Checkpoint save(Snapshot snapshot) {
    requireIdle();
    return store.save(snapshot);
  }

  private void requireIdle() {
    if (pending != null) {
      throw new IllegalStateException("the checkpoint before is still being written");
    }
  }

  /**
   * Returns the checkpoint that has been saved since the last call; never waits.
   *
   * @throws CheckpointException if it could not be saved
   */
  public Optional<Checkpoint> finished() {
    return pending != null && pending.isDone() ? await() : Optional.empty();
  }

  /**
   * Waits for the save under way and returns its checkpoint; empty if none is.
   *
   * @throws CheckpointException if it could not be saved
   */
  public Optional<Checkpoint> await() {
    if (pending == null) {
      return Optional.empty();
    }
    awaitQuietly();
    FutureTask<Checkpoint> done = pending;
    pending = null;
    try {
      return Optional.of(done.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CheckpointException c) {
        throw new CheckpointException(c.getMessage(), c);
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new CheckpointException("a checkpoint could not be saved: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("a finished save does not wait", e);
    }
  }

  /** Waits whatever happens: a state half read must not change under the writer. */
  private void awaitQuietly() {
    boolean interrupted = false;
    while (!pending.isDone()) {
      try {
        pending.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        break; // told by await()
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the save under way; nobody being left to tell, a failure goes to the log. */
  @Override
  public void close() {
    try {
      await();
    } catch (CheckpointException e) {
      LOG.error("{}", e.getMessage());
    } finally {
      thread.shutdown();
    }
  }
}
