package dev.hydrant.config.app.job;

import dev.hydrant.config.Composition;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Directories that are named by the time. Two runs of the same second must not share one, so the
 * later gets a number: {@code 08-36-01}, {@code 08-36-01-2}.
 */
public final class TimedDirectory {
  private TimedDirectory() {}

  /**
   * Makes the directory of a run or sweep, if its name is made of the time.
   *
   * @param key {@code run.dir} or {@code sweep.dir}
   * @param named what the name is; another one is returned where that is taken
   */
  public static Path make(Composition config, String key, Path named) throws IOException {
    if (!isTimed(config, key)) {
      return named;
    }
    Files.createDirectories(named.toAbsolutePath().getParent());
    for (int n = 1; ; n++) {
      Path path = n == 1 ? named : named.resolveSibling(named.getFileName() + "-" + n);
      try {
        return Files.createDirectory(path);
      } catch (FileAlreadyExistsException e) {
        // somebody else's
      }
    }
  }

  /** Whether the name is another one at another time, however it comes to hold the time. */
  private static boolean isTimed(Composition config, String key) {
    ZonedDateTime other = ZonedDateTime.ofInstant(Instant.ofEpochSecond(1), ZoneOffset.UTC);
    return !config.hydraValue(key).equals(config.withNow(other).hydraValue(key));
  }
}
