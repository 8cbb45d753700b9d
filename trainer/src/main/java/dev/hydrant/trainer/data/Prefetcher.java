package dev.hydrant.trainer.data;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads batches ahead on a thread of its own and hands them out in order. What goes wrong there
 * surfaces in {@link #next}, as what it is; a reader that does not answer in time is an error, too.
 *
 * @param <B> what one batch is
 */
public final class Prefetcher<B> implements AutoCloseable {
  /** How long one batch may take before the reader counts as hanging. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final long CLOSE_MILLIS = 2000;

  private record Item<B>(long index, B batch, Throwable failure) {}

  private final BatchSource<B> source;
  private final int depth;
  private final Duration patience;
  private final String what;
  private Reader<B> reader;
  private long nextIndex;
  private Throwable failure;

  /**
   * Starts to read ahead.
   *
   * @param source read only by this object from now on, and closed with it
   * @param first index of the first batch
   * @param depth number of batches held ready, at least 1
   * @param patience how long {@link #next} waits for one batch
   * @param what the batches are, such as {@code training}, for messages
   */
  public Prefetcher(BatchSource<B> source, long first, int depth, Duration patience, String what) {
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, got " + depth);
    }
    this.source = source;
    this.depth = depth;
    this.patience = patience;
    this.what = what;
    seek(first);
  }

  /** Starts to read ahead by two batches, with the usual patience. */
  public Prefetcher(BatchSource<B> source, long first) {
    this(source, first, 2, PATIENCE, "data");
  }

  /** The index of the batch that {@link #next} will return. */
  public long position() {
    return nextIndex;
  }

  /** Goes on with another batch; what was read ahead is dropped. */
  public void seek(long index) {
    stop();
    nextIndex = index;
    failure = null;
    reader = new Reader<>(source, index, depth);
    reader.start();
  }

  /**
   * Returns the next batch, waiting for it if need be.
   *
   * @throws DataException as the source threw it, or because it hangs or has died
   */
  public B next() {
    if (reader == null) {
      throw new IllegalStateException("the prefetcher is closed");
    }
    if (failure != null) {
      throw surfaced(failure);
    }
    Item<B> item;
    try {
      item = reader.ready.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Interrupted while waiting for batch " + nextIndex, e);
    }
    if (item == null) {
      throw hanging();
    }
    if (item.failure() != null) {
      failure = item.failure();
      throw surfaced(failure);
    }
    nextIndex++;
    return item.batch();
  }

  private DataException hanging() {
    DataException e =
        new DataException(
            ("The data thread hangs: %s batch %d (%s) was not there after %s s.\n"
                    + "A slow or vanished disk or network mount is the usual cause. It stands in\n"
                    + "    %s\nGive it more time with data_timeout_s")
                .formatted(
                    what,
                    nextIndex,
                    source.locate(nextIndex),
                    patience.toMillis() / 1000.0,
                    stack()));
    Throwable where = new Throwable("the data thread stands here");
    where.setStackTrace(reader.getStackTrace());
    e.addSuppressed(where);
    return e;
  }

  /** The innermost method of this program that the reader is in, or else the innermost one. */
  private String stack() {
    StackTraceElement[] trace = reader.getStackTrace();
    return Arrays.stream(trace)
        .filter(f -> f.getClassName().startsWith("dev.hydrant."))
        .findFirst()
        .or(() -> Arrays.stream(trace).findFirst())
        .map(StackTraceElement::toString)
        .orElse("nothing: it has ended");
  }

  /** Thrown anew on this thread, with the reader's own exception as the cause. */
  private RuntimeException surfaced(Throwable failure) {
    if (failure instanceof DataException e) {
      return new DataException(e.getMessage(), e);
    }
    if (failure instanceof OutOfMemoryError e) {
      throw e;
    }
    return new DataException(
        "The data thread failed at %s batch %d (%s) with a defect, not a fault of the data: %s"
            .formatted(what, nextIndex, source.locate(nextIndex), failure),
        failure);
  }

  private void stop() {
    if (reader == null) {
      return;
    }
    reader.interrupt();
    try {
      reader.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (reader.isAlive()) {
      reader = null;
      throw new DataException("The data thread does not stop; see where it stands with --debug");
    }
    reader = null;
  }

  /** Stops the thread and closes the source. A second call does nothing. */
  @Override
  public void close() {
    if (reader == null) {
      return;
    }
    try {
      stop();
    } finally {
      source.close();
    }
  }

  private static final class Reader<B> extends Thread {
    private final BatchSource<B> source;
    private final long first;
    private final BlockingQueue<Item<B>> ready;

    Reader(BatchSource<B> source, long first, int depth) {
      super("data");
      setDaemon(true);
      this.source = source;
      this.first = first;
      this.ready = new ArrayBlockingQueue<>(depth);
    }

    @Override
    public void run() {
      try {
        for (long index = first; !isInterrupted(); index++) {
          Item<B> item = read(index);
          ready.put(item);
          if (item.failure() != null) {
            return;
          }
        }
      } catch (InterruptedException e) {
        // asked to stop
      }
    }

    // Whatever it is, it belongs to the thread that trains.
    private Item<B> read(long index) {
      try {
        return new Item<>(index, source.read(index), null);
      } catch (Throwable e) {
        return new Item<>(index, null, e);
      }
    }
  }
}
