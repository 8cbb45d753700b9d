package dev.hydrant.config.app.program;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.error.LaunchException;
import dev.hydrant.config.launch.FencedException;
import dev.hydrant.config.write.Printable;
import java.util.Optional;

/**
 * What a user is told about an exception.
 *
 * <pre>{@code
 * static Failure inOwnWords(Throwable e) {
 *   return e instanceof java.io.FileNotFoundException
 *       ? new Failure("there is no file " + e.getMessage(), Failure.USAGE)
 *       : null;
 * }
 * }</pre>
 *
 * @param message made to be printed alone
 * @param exitCode what the program ends with
 */
public record Failure(String message, int exitCode) {
  /** Something failed. */
  public static final int FAILURE = 1;

  /** The program was called wrongly. */
  public static final int USAGE = 2;

  /** Longer messages are cut: a terminal that scrolls for minutes tells nothing. */
  private static final int LONGEST = 8_000;

  /** Cuts what is too long, and shows control characters instead of sending them. */
  public Failure {
    if (message != null) {
      int left = message.length() - LONGEST;
      message = Printable.text(left <= 0 ? message : message.substring(0, LONGEST));
      message += left <= 0 ? "" : "\n... (" + left + " more characters)";
    }
  }

  /** The failure of an exception that no program has anything to say about. */
  public static Failure of(Throwable e) {
    String message = e.getMessage();
    if (e instanceof UsageException u) {
      return new Failure(message, u.exitCode());
    }
    if (e instanceof ConfigException
        || e instanceof LaunchException
        || e instanceof FencedException) {
      return new Failure(message, FAILURE);
    }
    Optional<Failure> file = ofFile(e);
    if (file.isPresent()) {
      return file.get();
    }
    String kind = e.getClass().getSimpleName();
    return new Failure(
        message == null || message.isBlank() ? kind : kind + ": " + message, FAILURE);
  }

  /** The failure of a file name, a pattern or a place that cannot be used; else nothing. */
  public static Optional<Failure> ofFile(Throwable e) {
    return Optional.ofNullable(FileFailure.of(e)).map(message -> new Failure(message, FAILURE));
  }
}
