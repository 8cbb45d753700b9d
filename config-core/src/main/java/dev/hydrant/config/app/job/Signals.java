package dev.hydrant.config.app.job;

import dev.hydrant.config.app.program.StopSignal;
import dev.hydrant.config.app.program.StopSignals;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The request to stop that a run may get, by a signal or otherwise. The first is noted, and cuts
 * off a job that does not ask for requests itself; a job that asks, saves and ends on its own. What
 * is written about jobs is never cut off. A second signal ends the process at once.
 */
public final class Signals implements AutoCloseable {
  private final AtomicReference<StopSignal> pending = new AtomicReference<>();
  private final Thread worker = Thread.currentThread();
  private final Consumer<StopSignal> first;
  private final StopSignals heard;
  private Consumer<StopSignal> told; // of a job that asks; guarded by this
  private boolean polled; // guarded by this
  private boolean inJob; // guarded by this
  private boolean cutOff; // guarded by this

  private Signals(Consumer<StopSignal> first) {
    this.first = first;
    this.heard = StopSignals.listen(this::request);
  }

  /**
   * Listens until closed; the calling thread runs the jobs.
   *
   * @param first says that the first request was noted, where the job does not say so itself
   */
  public static Signals listen(Consumer<StopSignal> first) {
    return new Signals(first);
  }

  /** Asks for the end in another way than by a signal; a first signal may still follow. */
  public void request(StopSignal kind) {
    if (pending.compareAndSet(null, kind)) {
      Consumer<StopSignal> teller;
      synchronized (this) {
        teller = told == null ? first : told;
      }
      teller.accept(kind);
      cutOff();
    }
  }

  private synchronized void cutOff() {
    if (inJob && !polled) {
      cutOff = true;
      worker.interrupt();
    }
  }

  /**
   * Runs a job, which is the only thing that a request cuts off.
   *
   * @throws CancellationException if the request came before
   */
  <T> T cuttingOff(Callable<T> job) throws Exception {
    synchronized (this) {
      if (pending.get() != null) {
        throw new CancellationException("stopped before it began");
      }
      inJob = true;
    }
    try {
      return job.call();
    } finally {
      synchronized (this) {
        inJob = false;
        polled = false;
        told = null;
        if (cutOff) {
          Thread.interrupted(); // what follows writes files
        }
      }
    }
  }

  /** Whether a job was cut off, so that whatever it threw was no fault of its own. */
  public synchronized boolean hasCutOff() {
    return cutOff;
  }

  /** Notes a request that someone else has received. */
  public void note(StopSignal kind) {
    pending.compareAndSet(null, kind);
  }

  /** The first request, or null, asked for by a job, which is then not cut off any more. */
  synchronized StopSignal poll() {
    polled = true;
    return pending.get();
  }

  /** Tells a job of the request when it comes, or now if it has; it is then not cut off. */
  void tell(Consumer<StopSignal> job) {
    StopSignal came;
    synchronized (this) {
      told = job;
      came = poll();
    }
    if (came != null) {
      job.accept(came);
    }
  }

  /** The first request, or null. */
  public StopSignal pending() {
    return pending.get();
  }

  @Override
  public void close() {
    heard.close();
  }
}
