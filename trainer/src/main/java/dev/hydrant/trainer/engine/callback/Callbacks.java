package dev.hydrant.trainer.engine.callback;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.report.Metrics;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All callbacks of a run as one: tells each in order, and names the one that fails. */
public final class Callbacks implements Callback {
  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

  private final List<Callback> callbacks;

  public Callbacks(List<? extends Callback> callbacks) {
    this.callbacks = List.copyOf(callbacks);
  }

  @Override
  public void onStart(RunInfo run) {
    all("the start of the run", c -> c.onStart(run));
  }

  @Override
  public void onStep(Metrics metrics) {
    if (metrics.isValidated()) {
      onValidation(metrics.with(metrics.validation()));
    }
    each("step " + metrics.step(), c -> c.onStep(metrics));
  }

  @Override
  public void onValidation(Metrics metrics) {
    each("the validation at step " + metrics.step(), c -> c.onValidation(metrics));
  }

  @Override
  public void onTest(Metrics metrics) {
    each("the final test", c -> c.onTest(metrics));
  }

  @Override
  public void onRollback(long step) {
    each("the return to step " + step, c -> c.onRollback(step));
  }

  @Override
  public void onCheckpoint(Checkpoint checkpoint) {
    each("the checkpoint of step " + checkpoint.step(), c -> c.onCheckpoint(checkpoint));
  }

  @Override
  public void onEnd(RunEnd end) {
    all("the end of the run", c -> c.onEnd(end));
  }

  @Override
  public void onFailure(Throwable failure) {
    try {
      all("the failure of the run", c -> c.onFailure(failure));
    } catch (CallbackException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  /** Tells each until one fails. */
  private void each(String event, Consumer<Callback> call) {
    callbacks.forEach(c -> tell(c, event, call));
  }

  /** Tells every one, then throws what the first that failed threw. */
  private void all(String event, Consumer<Callback> call) {
    CallbackException first = null;
    for (Callback c : callbacks) {
      try {
        tell(c, event, call);
      } catch (CallbackException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static void tell(Callback callback, String event, Consumer<Callback> call) {
    try {
      call.accept(callback);
    } catch (CallbackException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CallbackException(callback, event, e);
    }
  }
}
