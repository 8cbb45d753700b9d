package dev.hydrant.trainer.report;

import dev.hydrant.config.app.program.TerminalWidth;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * How many columns the terminal has, asked for when it is opened and whenever the window changes.
 * Nothing but SIGWINCH is listened to: Ctrl-C is for the run.
 */
final class Width implements AutoCloseable {
  private volatile int columns;
  private SignalHandler before;

  private Width(int columns) {
    this.columns = columns;
  }

  /** The width of the terminal that the process was started from. */
  static Width ofTerminal() {
    Width width = new Width(TerminalWidth.ask());
    try {
      width.before = Signal.handle(new Signal("WINCH"), s -> width.columns = TerminalWidth.ask());
    } catch (IllegalArgumentException e) {
      // a platform without it: the width stays
    }
    return width;
  }

  /** A width that stays. */
  static Width fixed(int columns) {
    return new Width(columns);
  }

  int columns() {
    return columns;
  }

  @Override
  public void close() {
    if (before != null) {
      Signal.handle(new Signal("WINCH"), before);
    }
  }
}
