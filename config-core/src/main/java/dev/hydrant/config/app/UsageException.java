package dev.hydrant.config.app;

/** Flags that do not go together, or a place on the command line that is not there. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message, null, false, false);
  }
}
