package dev.hydrant.trainer.engine.callback;

import dev.hydrant.trainer.report.Metrics;

/**
 * A callback that is told of every n-th step only, of each with a validation, of each that ends an
 * epoch, as its row has the means of the epoch, and of the last.
 */
final class EveryN extends ForwardingCallback {
  private final long every;
  private long steps;

  EveryN(Callback callback, long every) {
    super(callback);
    this.every = every;
  }

  @Override
  public void onStart(RunInfo run) {
    steps = run.steps();
    delegate.onStart(run);
  }

  @Override
  public void onStep(Metrics metrics) {
    if (metrics.step() % every == 0
        || metrics.step() == steps
        || metrics.hasValidation()
        || isEpochEnd(metrics)) {
      delegate.onStep(metrics);
    }
  }

  private static boolean isEpochEnd(Metrics metrics) {
    Double epochs = metrics.values().get(Metrics.EPOCH);
    return epochs != null && epochs == Math.rint(epochs);
  }
}
