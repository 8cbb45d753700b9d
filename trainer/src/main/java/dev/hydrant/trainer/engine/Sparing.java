package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.report.Metrics;

/** A callback that is told of every n-th step only, of each with a validation, and of the last. */
final class Sparing implements Callback {
  private final Callback callback;
  private final long every;
  private long steps;

  Sparing(Callback callback, long every) {
    this.callback = callback;
    this.every = every;
  }

  @Override
  public String name() {
    return callback.name();
  }

  @Override
  public void onStart(RunInfo run) {
    steps = run.steps();
    callback.onStart(run);
  }

  @Override
  public void onStep(Metrics metrics) {
    if (metrics.step() % every == 0
        || metrics.step() == steps
        || metrics.values().keySet().stream().anyMatch(name -> name.startsWith("val_"))) {
      callback.onStep(metrics);
    }
  }

  @Override
  public void onValidation(Metrics metrics) {
    callback.onValidation(metrics);
  }

  @Override
  public void onRollback(long step) {
    callback.onRollback(step);
  }

  @Override
  public void onCheckpoint(Checkpoint checkpoint) {
    callback.onCheckpoint(checkpoint);
  }

  @Override
  public void onEnd(RunEnd end) {
    callback.onEnd(end);
  }

  @Override
  public void onFailure(Throwable failure) {
    callback.onFailure(failure);
  }
}
