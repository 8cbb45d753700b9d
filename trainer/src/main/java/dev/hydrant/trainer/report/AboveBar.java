package dev.hydrant.trainer.report;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Standard error while a bar is drawn on standard output: where both are one terminal, lines that
 * others write begin in a line of their own, and the bar follows beneath.
 */
final class AboveBar extends OutputStream {
  private final PrintStream bar;
  private final PrintStream err;
  private final Runnable redraw;
  private boolean inLine;

  /**
   * @param bar where the bar is drawn
   * @param err where everything is written to, unchanged
   * @param redraw draws the bar
   */
  AboveBar(PrintStream bar, PrintStream err, Runnable redraw) {
    this.bar = bar;
    this.err = err;
    this.redraw = redraw;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    if (length == 0) {
      return;
    }
    if (!inLine) {
      bar.print(BarProgress.CLEAR);
      bar.flush();
    }
    err.write(bytes, from, length);
    err.flush();
    inLine = bytes[from + length - 1] != '\n';
    if (!inLine) {
      redraw.run();
    }
  }

  @Override
  public void flush() {
    err.flush();
  }
}
