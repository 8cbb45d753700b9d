package dev.hydrant.trainer.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Requests from outside to stop: SIGINT (Ctrl-C), SIGTERM and SIGUSR1, or one by the program that
 * runs the training. The first is noted, so that the step can be finished and saved; a second
 * signal ends the process at once.
 */
public final class Interrupts implements AutoCloseable {
  /** Who asks to stop: a signal, or the program. */
  public enum Kind {
    INT(130),
    TERM(143),
    USR1(138),
    PROGRAM(0);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /**
     * The exit code that tells a shell or scheduler why the process ended: 128 and the signal; 0 if
     * it was none.
     */
    public int exitCode() {
      return exitCode;
    }
  }

  private record Previous(Signal signal, SignalHandler handler) {}

  private final AtomicReference<Kind> pending = new AtomicReference<>();
  private final List<Previous> previous = new ArrayList<>();

  private Interrupts() {}

  /** Listens until closed; a signal this platform does not have is left out. */
  public static Interrupts listen(Runnable onFirst) {
    Interrupts interrupts = new Interrupts();
    for (Kind kind : List.of(Kind.INT, Kind.TERM, Kind.USR1)) {
      try {
        Signal signal = new Signal(kind.name());
        SignalHandler before = Signal.handle(signal, s -> interrupts.receive(kind, onFirst));
        interrupts.previous.add(new Previous(signal, before));
      } catch (IllegalArgumentException e) {
        // The platform lacks this signal or keeps it for itself.
      }
    }
    return interrupts;
  }

  /** Hears nothing; for tests and programs. */
  public static Interrupts none() {
    return new Interrupts();
  }

  private void receive(Kind kind, Runnable onFirst) {
    if (pending.compareAndSet(null, kind)) {
      onFirst.run();
    } else {
      Runtime.getRuntime().halt(kind.exitCode());
    }
  }

  /** Notes a request as if its signal had come. */
  public void request(Kind kind) {
    pending.compareAndSet(null, kind);
  }

  /** The first request, or null. */
  public Kind pending() {
    return pending.get();
  }

  @Override
  public void close() {
    previous.forEach(p -> Signal.handle(p.signal(), p.handler()));
  }
}
