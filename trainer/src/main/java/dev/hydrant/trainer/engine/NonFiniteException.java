package dev.hydrant.trainer.engine;

/** A loss or gradient was not a finite number; the parameters are as they were before the step. */
public final class NonFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NonFiniteException(long step, StepResult result) {
    super(
        """
        the %s is %s at step %d; the parameters were left as they were before it.
        Lower lr, lengthen warmup_frac, or pass over such steps with on_nonfinite=skip"""
            .formatted(
                Double.isFinite(result.loss()) ? "gradient norm" : "loss",
                Double.isFinite(result.loss()) ? result.gradNorm() : result.loss(),
                step));
  }
}
