package dev.hydrant.trainer.data;

/**
 * Data that is missing, damaged or unfit for what was asked; the message names the file, what was
 * expected and found, and what to do. Made to be printed alone.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception whose message says it all. */
  public DataException(String message) {
    super(message);
  }

  /** Creates an exception with the failure that led to it. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
