package dev.hydrant.trainer.engine.callback;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.report.Metrics;

/** A callback that hands on what it is told; a subclass changes some of it. */
public abstract class ForwardingCallback implements Callback {
  protected final Callback told;

  protected ForwardingCallback(Callback told) {
    this.told = told;
  }

  @Override
  public String name() {
    return told.name();
  }

  @Override
  public void onStart(RunInfo run) {
    told.onStart(run);
  }

  @Override
  public void onStep(Metrics metrics) {
    told.onStep(metrics);
  }

  @Override
  public void onValidation(Metrics metrics) {
    told.onValidation(metrics);
  }

  @Override
  public void onTest(Metrics metrics) {
    told.onTest(metrics);
  }

  @Override
  public void onRollback(long step) {
    told.onRollback(step);
  }

  @Override
  public void onCheckpoint(Checkpoint checkpoint) {
    told.onCheckpoint(checkpoint);
  }

  @Override
  public void onEnd(RunEnd end) {
    told.onEnd(end);
  }

  @Override
  public void onFailure(Throwable failure) {
    told.onFailure(failure);
  }
}
