package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composition;
import dev.hydrant.config.write.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of a run and the record of how it was composed, as Hydra keeps it. */
final class RunDirectory {
  private RunDirectory() {}

  /** Creates the directory that {@code hydra.run.dir} names and writes {@code .hydra} into it. */
  static Path create(Composition composition) throws IOException {
    Path directory =
        Path.of(composition.hydraValue("run.dir").map(String::valueOf).orElse("outputs/run"));
    Path record = Files.createDirectories(directory.resolve(".hydra"));
    Files.writeString(record.resolve("config.yaml"), composition.toYaml());
    Files.writeString(
        record.resolve("hydra.yaml"),
        "hydra:\n" + YamlWriter.write(composition.hydra(), false).indent(2));
    StringBuilder overrides = new StringBuilder();
    composition.overrides().forEach(o -> overrides.append("- ").append(o).append('\n'));
    Files.writeString(
        record.resolve("overrides.yaml"), overrides.length() == 0 ? "[]\n" : overrides);
    return directory;
  }
}
