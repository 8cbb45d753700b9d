package dev.hydrant.trainer.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A live bar on a terminal. */
final class BarProgress implements Progress {
  private final PrintStream out;
  private final ProgressBar bar;
  private final StepText text;
  private boolean closed;

  BarProgress(PrintStream out, long from, long steps, StepText text) {
    this.out = out;
    this.text = text;
    boolean utf8 =
        System.getProperty("native.encoding", "").toUpperCase(Locale.ROOT).startsWith("UTF");
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("train")
            .setInitialMax(steps)
            .startsFrom(from, Duration.ZERO)
            .setStyle(utf8 ? ProgressBarStyle.COLORFUL_UNICODE_BAR : ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(250)
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .build();
  }

  @Override
  public void step(Metrics latest) {
    bar.stepTo(latest.step());
    bar.setExtraMessage(" " + text.of(latest));
  }

  @Override
  public void say(String line) {
    // Clears the bar's line; the bar draws itself anew beneath.
    out.print("\r\033[K" + line + System.lineSeparator());
    out.flush();
    bar.refresh();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      bar.close();
    }
  }
}
