package dev.hydrant.config.app;

import dev.hydrant.config.Composition;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.write.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The files that say how a run was composed. */
final class RunRecord {
  private RunRecord() {}

  /** Writes {@code config.yaml}, {@code hydra.yaml} and {@code overrides.yaml}. */
  static void write(Composition config, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("config.yaml"), config.toYaml());
    Files.writeString(
        directory.resolve("hydra.yaml"),
        YamlWriter.write(
            new MapNode(Map.of("hydra", config.hydra()), config.hydra().origin()), false));
    List<Node> overrides =
        config.overrides().stream()
            .map(o -> (Node) new ScalarNode(o, Origin.of("command line")))
            .toList();
    Files.writeString(
        directory.resolve("overrides.yaml"),
        YamlWriter.write(new ListNode(overrides, Origin.BUILTIN), false));
  }
}
