package dev.hydrant.trainer.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the program's own configs are. */
final class Home {
  private Home() {}

  /** {@code conf} in the working directory, or else in the directory of the launcher. */
  static Path configs() {
    Path here = Path.of("conf");
    String home = System.getProperty("hydrant.home");
    return Files.isDirectory(here) || home == null ? here : Path.of(home, "conf");
  }

  /** The directory that {@code --config-path} gives, or else the program's own configs. */
  static Path configs(Path given) {
    return given == null ? configs() : given;
  }

  /** The path as a user would type it: relative if it lies beneath the working directory. */
  static Path shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
  }
}
