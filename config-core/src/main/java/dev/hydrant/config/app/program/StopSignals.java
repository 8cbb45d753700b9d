package dev.hydrant.config.app.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Listens for {@link StopSignal}s until closed. The first is passed on; the second, whichever it
 * is, ends the process at once. A listener opened while another one listens takes its place, and
 * gives it back; what the outer one has heard counts for the inner one, too.
 *
 * <pre>{@code
 * List<StopSignal> asked = Collections.synchronizedList(new ArrayList<>());
 * try (StopSignals signals = StopSignals.listen(asked::add)) {
 *   while (asked.isEmpty()) {
 *     Thread.sleep(100); // a step of the work
 *   }
 * }
 * }</pre>
 */
public final class StopSignals implements AutoCloseable {
  private static final long FLUSH_MILLIS = 200;
  private static final Object LOCK = new Object();
  private static volatile IntConsumer end = code -> Runtime.getRuntime().halt(code);
  private static StopSignals innermost;

  private record Previous(Signal signal, SignalHandler handler) {}

  private final List<Previous> previous = new ArrayList<>();
  private final Consumer<StopSignal> first;
  private final StopSignals outer;
  private boolean heard;

  private StopSignals(Consumer<StopSignal> first) {
    this.first = first;
    this.outer = innermost;
    this.heard = outer != null && outer.heard;
  }

  /**
   * Starts to listen; a signal that the platform lacks, or that the process was started deaf to, is
   * left out.
   *
   * @param first called, on a thread of its own, with the first signal
   */
  public static StopSignals listen(Consumer<StopSignal> first) {
    synchronized (LOCK) {
      StopSignals signals = new StopSignals(first);
      innermost = signals;
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
  }

  /** Is deaf to a signal from now on, whoever listens. */
  public static void ignore(StopSignal kind) {
    try {
      Signal.handle(new Signal(kind.name()), SignalHandler.SIG_IGN);
    } catch (IllegalArgumentException e) {
      // The platform lacks this signal or keeps it for itself.
    }
  }

  /** Sets what ends the process; for programs with native code, which {@code halt} tears down. */
  public static void endBy(IntConsumer exit) {
    end = exit;
  }

  /**
   * Ends the process at once, with those it has started: nothing is saved and no hook is run, but
   * what was printed is printed.
   */
  public static void endAtOnce(int exitCode) {
    Thread flush =
        new Thread(
            () -> {
              System.out.flush();
              System.err.flush();
            },
            "last-words");
    flush.setDaemon(true);
    flush.start();
    try {
      flush.join(FLUSH_MILLIS); // somebody who hangs may hold the stream
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    end.accept(exitCode);
  }

  private void receive(StopSignal kind) {
    boolean again;
    synchronized (LOCK) {
      again = heard;
      heard = true;
    }
    if (again) {
      endAtOnce(kind.exitCode());
    } else {
      first.accept(kind);
    }
  }

  @Override
  public void close() {
    synchronized (LOCK) {
      previous.forEach(p -> Signal.handle(p.signal(), p.handler()));
      if (innermost == this) {
        innermost = outer;
      }
      if (outer != null) {
        outer.heard |= heard;
      }
    }
  }
}
