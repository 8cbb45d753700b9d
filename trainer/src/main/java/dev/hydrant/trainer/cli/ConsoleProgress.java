package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.report.Terminal;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the preparation of text: a bar on a terminal, else a plain line now and then. */
public final class ConsoleProgress implements PreparationProgress {
  private static final int WIDTH = 78;
  private static final int KIB = 1024;
  private static final double LINE_SECONDS = 10;

  private final PrintStream out;
  private final ProgressBar bar;
  private final long start = System.nanoTime();
  private double lastLine;
  private String unit = "tokens";

  private ConsoleProgress(PrintStream out, ProgressBar bar) {
    this.out = out;
    this.bar = bar;
  }

  /** Starts a view on a stream. */
  public static ConsoleProgress open(PrintStream out) {
    return new ConsoleProgress(out, Terminal.interactive() ? bar(out) : null);
  }

  private static ProgressBar bar(PrintStream out) {
    return new ProgressBarBuilder()
        .setTaskName("tokens")
        .setUnit(" KiB", KIB)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
        .setInitialMax(1)
        .build();
  }

  @Override
  public void counting(String what) {
    unit = what;
  }

  @Override
  public void at(long bytes, long totalBytes, long tokens) {
    double seconds = (System.nanoTime() - start) / 1e9;
    String speed = String.format(Locale.ROOT, "%,d %s, %,.0f/s", tokens, unit, tokens / seconds);
    if (bar != null) {
      bar.maxHint(totalBytes).stepTo(bytes).setExtraMessage(" " + speed);
    } else if (seconds - lastLine >= LINE_SECONDS) {
      lastLine = seconds;
      out.printf(Locale.ROOT, "%3d %% read, %s%n", 100 * bytes / totalBytes, speed);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
