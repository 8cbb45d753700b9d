package dev.hydrant.trainer.engine.callback;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.report.Metrics;

/** A callback that hands on what it is told; a subclass changes some of it. */
public abstract class ForwardingCallback implements Callback {
  protected final Callback delegate;

  protected ForwardingCallback(Callback delegate) {
    this.delegate = delegate;
  }

  @Override
  public String name() {
    return delegate.name();
  }

  @Override
  public void onStart(RunInfo run) {
    delegate.onStart(run);
  }

  @Override
  public void onStep(Metrics metrics) {
    delegate.onStep(metrics);
  }

  @Override
  public void onValidation(Metrics metrics) {
    delegate.onValidation(metrics);
  }

  @Override
  public void onTest(Metrics metrics) {
    delegate.onTest(metrics);
  }

  @Override
  public void onRollback(long step) {
    delegate.onRollback(step);
  }

  @Override
  public void onCheckpoint(Checkpoint checkpoint) {
    delegate.onCheckpoint(checkpoint);
  }

  @Override
  public void onEnd(RunEnd end) {
    delegate.onEnd(end);
  }

  @Override
  public void onFailure(Throwable failure) {
    delegate.onFailure(failure);
  }
}
