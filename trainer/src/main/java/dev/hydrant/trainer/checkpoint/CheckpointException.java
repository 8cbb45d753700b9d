package dev.hydrant.trainer.checkpoint;

/** A checkpoint that cannot be written, found or trusted; the message says which file and why. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
