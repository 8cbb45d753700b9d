package dev.hydrant.config.app.program;

import dev.hydrant.config.Composition;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Takes a directory for a run before anything is written into it.
 *
 * <pre>{@code
 * DirectoryClaim empty =
 *     (config, directory, attempt) -> {
 *       if (attempt == 1 && java.nio.file.Files.exists(directory)) {
 *         throw new IllegalStateException(directory + " has been used; give another");
 *       }
 *       return () -> {};
 *     };
 * }</pre>
 */
@FunctionalInterface
public interface DirectoryClaim {
  /** The claim of a program that lets runs share directories, as Hydra does. */
  DirectoryClaim SHARED = (config, directory, attempt) -> () -> {};

  /** A directory that is held. */
  interface Held extends AutoCloseable {
    /** Gives it back. */
    @Override
    void close();
  }

  /**
   * Takes a directory, which need not exist.
   *
   * @param attempt how often the job has been started there, this time included
   * @throws RuntimeException with a message for the user, if another run has it or has used it
   */
  Held take(Composition config, Path directory, int attempt) throws IOException;
}
