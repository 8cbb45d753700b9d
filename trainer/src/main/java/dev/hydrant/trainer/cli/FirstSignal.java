package dev.hydrant.trainer.cli;

import dev.hydrant.config.app.program.StopSignal;
import dev.hydrant.config.app.program.StopSignals;
import java.util.function.Consumer;

/**
 * What the first signal does to a command that has nothing to save: it cuts it off, so that what it
 * has half written is removed, and ends the process if that takes long. Training listens itself
 * once it has begun.
 */
final class FirstSignal implements Consumer<StopSignal> {
  private static final long PATIENCE_MS = 1_000;

  private final Thread main = Thread.currentThread();
  private volatile StopSignal came;

  @Override
  public void accept(StopSignal signal) {
    came = signal;
    main.interrupt();
    try {
      main.join(PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (main.isAlive()) {
      StopSignals.endAtOnce(signal.endCode());
    }
  }

  /** Ends the process as what came wants it, if anything came. */
  void endIfCame() {
    if (came != null) {
      StopSignals.endAtOnce(came.endCode());
    }
  }

  /** Whether a signal has come, so that a command failed for no fault of its own. */
  boolean hasCome() {
    return came != null;
  }
}
