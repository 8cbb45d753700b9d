package dev.hydrant.trainer.error;

/**
 * A mistake or mishap that a user can act on, never a defect of this program. The message is made
 * to be printed alone: the fact, then what to do about it.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean usage;

  private UserException(String message, boolean usage) {
    super(message);
    this.usage = usage;
  }

  /** Something that was typed or configured is wrong. */
  public static UserException usage(String message) {
    return new UserException(message, true);
  }

  /** Something that is needed is missing or fails. */
  public static UserException failure(String message) {
    return new UserException(message, false);
  }

  /** As above, with what it came from, for those who look for it. */
  public static UserException failure(String message, Throwable cause) {
    UserException e = failure(message);
    e.initCause(cause);
    return e;
  }

  /** Whether what was typed or configured is wrong. */
  public boolean isUsage() {
    return usage;
  }
}
