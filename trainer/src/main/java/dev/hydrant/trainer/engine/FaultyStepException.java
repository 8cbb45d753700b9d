package dev.hydrant.trainer.engine;

/** A step went wrong, and the run was to stop then. It was saved as it was before that step. */
public final class FaultyStepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FaultyStepException(String message) {
    super(message);
  }
}
