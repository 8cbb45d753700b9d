package dev.hydrant.trainer.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * How many columns the terminal has, asked for when it is opened and whenever the window changes.
 * Nothing but SIGWINCH is listened to: Ctrl-C is for the run.
 */
final class Width implements AutoCloseable {
  private static final int USUAL = 80;
  private static final long PATIENCE_MS = 2_000;

  private volatile int columns;
  private SignalHandler before;

  private Width(int columns) {
    this.columns = columns;
  }

  /** The width of the terminal that the process was started from. */
  static Width ofTerminal() {
    Width width = new Width(ask());
    try {
      width.before = Signal.handle(new Signal("WINCH"), s -> width.columns = ask());
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

  private static int ask() {
    File terminal = new File("/dev/tty");
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(terminal).start();
      if (stty.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS) && stty.exitValue() == 0) {
        byte[] said = stty.getInputStream().readAllBytes();
        return columnsOf(new String(said, StandardCharsets.US_ASCII));
      }
      stty.destroyForcibly();
    } catch (IOException e) {
      // no terminal to ask, or nobody who could
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return columnsOf("0 " + System.getenv("COLUMNS"));
  }

  /** Of {@code 24 80}; the usual number if it says none. */
  static int columnsOf(String size) {
    String[] words = size.strip().split(" ");
    boolean said = words.length == 2 && words[1].matches("[1-9]\\d{0,4}");
    return said ? Integer.parseInt(words[1]) : USUAL;
  }

  @Override
  public void close() {
    if (before != null) {
      Signal.handle(new Signal("WINCH"), before);
    }
  }
}
