package dev.hydrant.trainer.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * A live bar on a terminal. The library's own look at the terminal is not used: it resets what the
 * process does on Ctrl-C.
 */
final class BarProgress implements Progress {
  /** Goes to the start of the line and empties it. */
  static final String CLEAR = "\r\033[K";

  private final PrintStream out;
  private final Width width;
  private final ProgressBar bar;
  private final StepText text;
  private volatile StepWords words = StepWords.NONE;
  private final PrintStream err;
  private boolean closed;

  BarProgress(PrintStream out, long from, long steps, StepText text, Width width) {
    this.out = out;
    this.text = text;
    this.width = width;
    boolean utf8 =
        System.getProperty("native.encoding", "").toUpperCase(Locale.ROOT).startsWith("UTF");
    BarLine line = new BarLine(utf8);
    this.bar =
        new ProgressBarBuilder()
            .setInitialMax(steps)
            .startsFrom(from, Duration.ZERO)
            .setRenderer(
                (state, columns) ->
                    line.of(
                        state.getCurrent(),
                        from,
                        steps,
                        state.getElapsedAfterStart().toNanos() / 1e9,
                        words,
                        columns))
            .setUpdateIntervalMillis(250)
            .setConsumer(new Line(out, width))
            .build();
    this.err = System.err;
    System.setErr(new PrintStream(new AboveBar(out, err, bar::refresh), true));
  }

  /** Draws in the line that the cursor is in; a column stays free, where terminals wrap. */
  private record Line(PrintStream out, Width width) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return width.columns() - 1;
    }

    @Override
    public void accept(String rendered) {
      out.print("\r" + rendered + "\033[K");
      out.flush();
    }

    @Override
    public void clear() {
      out.print(CLEAR);
      out.flush();
    }

    @Override
    public void close() {
      out.println();
      out.flush();
    }
  }

  @Override
  public void step(Metrics latest) {
    words = text.words(latest);
    bar.stepTo(latest.step());
  }

  @Override
  public void say(String line) {
    // Clears the bar's line; the bar draws itself again beneath.
    out.print(CLEAR + line + System.lineSeparator());
    out.flush();
    bar.refresh();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      System.setErr(err);
      bar.close();
      width.close();
    }
  }
}
