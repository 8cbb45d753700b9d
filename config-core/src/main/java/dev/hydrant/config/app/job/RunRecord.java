package dev.hydrant.config.app.job;

import dev.hydrant.config.Composition;
import dev.hydrant.config.error.ConfigLoadException;
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
import java.util.Optional;

/** The files in a run's directory that tell how it was composed: by default {@code .hydra}. */
public final class RunRecord {
  static final String DEFAULT = ".hydra";

  private RunRecord() {}

  /** Writes the record, unless {@code hydra.output_subdir} is null. */
  public static void write(Composition config, Path run) throws IOException {
    Optional<Object> subdir = config.hydraValue("output_subdir");
    if (subdir.isEmpty() || subdir.get() == null) {
      return;
    }
    Path record = Files.createDirectories(run.resolve(String.valueOf(subdir.get())));
    Files.writeString(record.resolve("config.yaml"), config.toYaml() + masked(config));
    Files.writeString(record.resolve("hydra.yaml"), hydra(config));
    Files.writeString(
        record.resolve("overrides.yaml"),
        list(config.overrides().stream().map(config::shown).toList()));
    InputFiles.of(config).write(record);
  }

  /** A comment that names what the record does not show. */
  private static String masked(Composition config) {
    List<String> keys = config.secretKeys();
    return keys.isEmpty()
        ? ""
        : "# Not written, because it is secret: " + String.join(", ", keys) + "\n";
  }

  /**
   * Refuses to run with values that a record does not have.
   *
   * @throws ConfigLoadException that says how to give them
   */
  public static void requireWhole(Composition saved) {
    List<String> masked =
        saved.secretKeys().stream()
            .filter(key -> saved.at(key).find().filter(RunRecord::isMask).isPresent())
            .toList();
    if (!masked.isEmpty()) {
      throw new ConfigLoadException(
          "The record of the run does not have the secret values of "
              + String.join(", ", masked)
              + ": write them as ${oc.env:NAME}, so that every process takes them from its"
              + " environment.");
    }
  }

  private static boolean isMask(Node node) {
    return node instanceof ScalarNode scalar && ScalarNode.MASK.equals(scalar.value());
  }

  /** The {@code hydra} node as a document. */
  static String hydra(Composition config) {
    return YamlWriter.write(
        new MapNode(Map.of("hydra", config.hydra()), config.hydra().origin()), false);
  }

  static String list(List<String> texts) {
    List<Node> items = texts.stream().<Node>map(t -> new ScalarNode(t, Origin.BUILTIN)).toList();
    return YamlWriter.write(new ListNode(items, Origin.BUILTIN), false);
  }

  /**
   * Finds the record that a user names by a run directory, by the record itself, or by a file in
   * it.
   *
   * @throws ConfigLoadException if there is none
   */
  public static Path find(Path named) {
    Path parent = named.toAbsolutePath().normalize().getParent();
    for (Path place : new Path[] {named.resolve(DEFAULT), named, parent}) {
      if (place != null && Files.isRegularFile(place.resolve("hydra.yaml"))) {
        return place;
      }
    }
    throw new ConfigLoadException(
        "'" + named + "' is no run directory: it holds no " + DEFAULT + "/hydra.yaml");
  }
}
