package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.mixture.experiment.Presets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where presets are looked for. */
final class PresetOptions {
  @Option(
      names = "--config-dir",
      paramLabel = "DIR",
      description = "Look for presets in this directory of configs, too: DIR/gmm/experiment/….")
  private Path directory;

  Presets presets() {
    return directory == null ? Presets.standard() : Presets.standard(directory);
  }

  /** Writes texts beneath a directory, each aside first; files that are there are refused. */
  static void write(Path directory, Map<String, String> files) {
    for (String name : files.keySet()) {
      if (Files.exists(directory.resolve(name))) {
        throw UserException.failure(
            directory.resolve(name) + " is there already; give another directory with --out");
      }
    }
    files.forEach((name, text) -> write(directory.resolve(name), text));
  }

  /** Writes a file, in place of an earlier one. */
  static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** As above. */
  static void write(Path file, byte[] bytes) {
    try {
      Path to = file.toAbsolutePath();
      Files.createDirectories(to.getParent());
      Path aside = to.resolveSibling("." + to.getFileName());
      Files.write(aside, bytes);
      Files.move(aside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw UserException.failure(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
