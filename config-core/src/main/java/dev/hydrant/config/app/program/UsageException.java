package dev.hydrant.config.app.program;

/**
 * The program was called in a way that makes no sense. A job throws it, too, for flags of its own.
 *
 * <pre>{@code
 * static void check(int shown) {
 *   if (shown < 0) {
 *     throw new UsageException("--shown must not be negative, got " + shown);
 *   }
 * }
 * }</pre>
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /** A wrong call; the exit code is {@link Failure#USAGE}. */
  public UsageException(String message) {
    this(message, Failure.USAGE);
  }

  /** A wrong call with an exit code of its own. */
  public UsageException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What the program should end with. */
  public int exitCode() {
    return exitCode;
  }
}
