package dev.hydrant.trainer;

/**
 * A mistake or mishap that a user can act on, never a defect of this program. The message is made
 * to be printed alone: the fact, then what to do about it.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
