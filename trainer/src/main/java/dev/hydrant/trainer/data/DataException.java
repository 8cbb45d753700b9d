package dev.hydrant.trainer.data;

/**
 * Data that is missing, damaged or unfit for what was asked; the message names the file, what was
 * expected and found, and what to do. Made to be printed alone.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean missing;

  /** Creates an exception whose message says it all. */
  public DataException(String message) {
    this(message, null, false);
  }

  /** Creates an exception with the failure that led to it. */
  public DataException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private DataException(String message, Throwable cause, boolean missing) {
    super(message, cause);
    this.missing = missing;
  }

  /** A file that was named is not there, which is a mistake in what was typed or configured. */
  public static DataException missing(String message) {
    return new DataException(message, null, true);
  }

  /** Whether a file that was named is not there. */
  public boolean isMissing() {
    return missing;
  }
}
