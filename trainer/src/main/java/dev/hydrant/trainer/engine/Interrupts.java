package dev.hydrant.trainer.engine;

import java.util.concurrent.CancellationException;

/**
 * The request to end a run early, by a signal or by the program that runs the training. The first
 * one counts. Before the first step there is nothing to save and it cuts the thread off; afterwards
 * it is noted, so that the step can be finished and saved.
 */
public final class Interrupts {
  /** Who asks to stop: a signal, or the program. */
  public enum Kind {
    HUP(129),
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

  private Kind pending;
  private Thread preparing;
  private boolean cutOff;

  private Interrupts() {}

  /** Without a request yet. */
  public static Interrupts none() {
    return new Interrupts();
  }

  /** Asks for the end; any thread may. */
  public synchronized void request(Kind kind) {
    if (pending != null) {
      return;
    }
    pending = kind;
    if (preparing != null) {
      cutOff = true;
      preparing.interrupt();
    }
  }

  /** The first request, or null. */
  public synchronized Kind pending() {
    return pending;
  }

  /** Whether there is a request. */
  public boolean isAsked() {
    return pending() != null;
  }

  /**
   * From now on a request cuts the calling thread off.
   *
   * @throws CancellationException if there is one already
   */
  public synchronized void beginPreparing() {
    if (pending != null) {
      cutOff = true;
      throw new CancellationException("stopped before it began");
    }
    preparing = Thread.currentThread();
  }

  /** From now on a request is only noted. */
  public synchronized void endPreparing() {
    if (cutOff && preparing == Thread.currentThread()) {
      Thread.interrupted(); // what follows writes files
    }
    preparing = null;
  }

  /** Whether the preparation was cut off, so that whatever it threw was no fault of its own. */
  public synchronized boolean hasCutOff() {
    return cutOff;
  }
}
