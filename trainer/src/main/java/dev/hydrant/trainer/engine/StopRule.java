package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.report.Metrics;

/** Decides after each step whether a run ends, and why. */
final class StopRule {
  private final long steps;
  private final double maxMinutes;
  private final EarlyStopping stopping;
  private final Interrupts interrupts;
  private final long startNanos = System.nanoTime();

  StopRule(long steps, double maxMinutes, EarlyStopping stopping, Interrupts interrupts) {
    this.steps = steps;
    this.maxMinutes = maxMinutes;
    this.stopping = stopping;
    this.interrupts = interrupts;
  }

  /** Returns why the run ends before it takes another step, or null. */
  RunEnd before(long from) {
    if (from >= steps) {
      return RunEnd.COMPLETE;
    }
    return isAsked() ? RunEnd.INTERRUPTED : null;
  }

  /** Whether somebody has asked for the end. */
  boolean isAsked() {
    return interrupts.isAsked();
  }

  /**
   * Returns why the run ends, or null.
   *
   * @param measured at the last step, without a validation that is only shown
   */
  RunEnd after(Metrics measured) {
    boolean enough = stopping.isEnough(measured);
    if (measured.step() >= steps) {
      return RunEnd.COMPLETE;
    }
    if (isAsked()) {
      return RunEnd.INTERRUPTED;
    }
    if (enough) {
      return RunEnd.NO_BETTER;
    }
    double minutes = (System.nanoTime() - startNanos) / 60e9;
    return maxMinutes > 0 && minutes >= maxMinutes ? RunEnd.OUT_OF_TIME : null;
  }
}
