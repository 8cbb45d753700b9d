package dev.hydrant.trainer.protein;

import dev.hydrant.config.app.program.ConfigFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The flag {@code --config FILE}. */
final class ConfigFile {
  private static final String BASE = "odyssey/base.yaml";

  private ConfigFile() {}

  /** A shipped file is named within its folder of configs, so that it finds what it builds on. */
  static ConfigFlag flag() {
    ConfigFlag plain = ConfigFlag.file("--config");
    return new ConfigFlag(
        plain.name(),
        plain.label(),
        plain.help(),
        plain.namesConfig(),
        value -> within(Path.of(value)).orElseGet(() -> plain.words().apply(value)));
  }

  private static Optional<List<String>> within(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    for (Path dir = whole.getParent(); dir != null; dir = dir.getParent()) {
      if (Files.isRegularFile(dir.resolve(BASE))) {
        String name = dir.relativize(whole).toString().replaceFirst("\\.ya?ml$", "");
        return Optional.of(
            List.of("--config-path=" + dir, "--config-name=" + name.replace('\\', '/')));
      }
    }
    return Optional.empty();
  }
}
