package dev.hydrant.trainer.torch;

/** Model code asked, while being recorded, for something only known when it runs. */
public final class NotTraceableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotTraceableException(String message) {
    super(message);
  }
}
