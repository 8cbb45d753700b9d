package dev.hydrant.trainer.report;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Plain lines, at most one every few seconds, and one for every validation. */
final class LineProgress implements Progress {
  private static final double SECONDS_BETWEEN = 5;

  private final PrintStream out;
  private final long from;
  private final long steps;
  private final LongSupplier nanos;
  private final long start;
  private final StepText text;
  private double lastShown = Double.NEGATIVE_INFINITY;

  LineProgress(PrintStream out, long from, long steps, StepText text) {
    this(out, from, steps, text, System::nanoTime);
  }

  LineProgress(PrintStream out, long from, long steps, StepText text, LongSupplier nanos) {
    this.out = out;
    this.text = text;
    this.from = from;
    this.steps = steps;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  @Override
  public void step(Metrics latest) {
    double seconds = (nanos.getAsLong() - start) / 1e9;
    boolean due = seconds - lastShown >= SECONDS_BETWEEN;
    String words = text.of(latest);
    if (!due && !latest.hasValidation() && latest.step() < steps) {
      return;
    }
    lastShown = seconds;
    long done = latest.step() - from;
    String left =
        done > 0 && latest.step() < steps
            ? "  " + StepText.duration(seconds / done * (steps - latest.step())) + " left"
            : "";
    out.println("step " + latest.step() + "/" + steps + "  " + words + left);
  }

  @Override
  public void say(String line) {
    out.println(line);
  }

  @Override
  public void close() {
    out.flush();
  }
}
