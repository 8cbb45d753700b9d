package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.protein.ingest.ImportProgress;
import dev.hydrant.trainer.report.Terminal;
import java.io.PrintStream;
import java.util.Locale;

/** Shows how far an import is: one line that is written over on a terminal, else now and then. */
final class ImportView implements ImportProgress, AutoCloseable {
  private static final double ON_TERMINAL = 0.2;
  private static final double ELSEWHERE = 10;
  private static final int WIDTH = 78;

  private final PrintStream out;
  private final boolean terminal = Terminal.interactive();
  private final long start = System.nanoTime();
  private double shownAt;
  private boolean open;

  ImportView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void at(int done, int total, int chains) {
    double now = seconds();
    if (now - shownAt < (terminal ? ON_TERMINAL : ELSEWHERE)) {
      return;
    }
    shownAt = now;
    String text =
        String.format(
            Locale.ROOT,
            "%3.0f %%  %,d of %,d read, %,d chains, %,.0f/s",
            100.0 * done / total,
            done,
            total,
            chains,
            done / now);
    if (terminal) {
      out.print("\r" + text + " ".repeat(Math.max(0, WIDTH - text.length())));
      out.flush();
      open = true;
    } else {
      out.println(text);
    }
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    if (open) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
      out.flush();
    }
  }
}
