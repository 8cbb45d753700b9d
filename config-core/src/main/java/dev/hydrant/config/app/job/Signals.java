package dev.hydrant.config.app.job;

import dev.hydrant.config.app.program.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Listens for SIGINT, SIGTERM and SIGUSR1 while a run lasts. The first is noted, and the thread
 * that works is interrupted unless its job asks for requests itself, so that what it saves is not
 * cut off; the second ends the process at once.
 */
public final class Signals implements AutoCloseable {
  private record Previous(Signal signal, SignalHandler handler) {}

  private final AtomicReference<StopSignal> pending = new AtomicReference<>();
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final List<Previous> previous = new ArrayList<>();
  private final Thread worker = Thread.currentThread();
  private final Consumer<StopSignal> first;
  private volatile boolean polled;

  private Signals(Consumer<StopSignal> first) {
    this.first = first;
  }

  /** Listens until closed; a signal that this platform does not have is left out. */
  public static Signals listen(Consumer<StopSignal> first) {
    Signals signals = new Signals(first);
    for (StopSignal kind : StopSignal.values()) {
      try {
        Signal signal = new Signal(kind.name());
        signals.previous.add(
            new Previous(signal, Signal.handle(signal, s -> signals.receive(kind))));
      } catch (IllegalArgumentException e) {
        // The platform lacks this signal or keeps it for itself.
      }
    }
    return signals;
  }

  private void receive(StopSignal kind) {
    if (signalled.compareAndSet(false, true)) {
      request(kind);
    } else {
      Runtime.getRuntime().halt(kind.exitCode());
    }
  }

  /** Asks for the end in another way than by a signal; a first signal may still follow. */
  public void request(StopSignal kind) {
    if (pending.compareAndSet(null, kind)) {
      first.accept(kind);
      if (!polled) {
        worker.interrupt();
      }
    }
  }

  /** Notes a request that someone else has received. */
  public void note(StopSignal kind) {
    pending.compareAndSet(null, kind);
  }

  /** The first request, or null, asked for by a job, which is then not interrupted any more. */
  StopSignal poll() {
    polled = true;
    return pending.get();
  }

  /** The first request, or null. */
  public StopSignal pending() {
    return pending.get();
  }

  @Override
  public void close() {
    previous.forEach(p -> Signal.handle(p.signal(), p.handler()));
  }
}
