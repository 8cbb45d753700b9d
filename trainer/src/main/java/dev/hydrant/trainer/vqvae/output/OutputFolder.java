package dev.hydrant.trainer.vqvae.output;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.data.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of a run's results: each of its files is there whole or not at all. */
public final class OutputFolder {
  /** The best model so far. */
  public static final String BEST = "best_model.pt";

  /** Means and deviations of the features. */
  public static final String STATISTICS = "normalization_stats.npz";

  /** The course of training. */
  public static final String HISTORY = "training_history.json";

  /** The configuration. */
  public static final String CONFIG = "config.yaml";

  private static final String OF_AN_EPOCH = "checkpoint_epoch_%d.pt";

  private final Path directory;

  public OutputFolder(Path directory) {
    this.directory = directory;
  }

  /**
   * Where the results of a run go that does not say where: {@code checkpoints/NAME} by the name of
   * its configuration, else, as in a sweep, whose jobs must not share it, its own directory.
   *
   * @param run its directory
   */
  public static Path of(Path run) {
    return record(run)
        .filter(hydra -> !"MULTIRUN".equals(text(hydra, "mode")))
        .map(hydra -> hydra.get("job") instanceof MapNode job ? text(job, "config_name") : null)
        .map(name -> Path.of("checkpoints").resolve(name))
        .orElse(run.resolve("output"));
  }

  private static Optional<MapNode> record(Path run) {
    Path file = run.resolve(".hydra").resolve("hydra.yaml");
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Node root = ConfigTrees.read(Files.readString(file), Format.YAML, file.toString());
      return root instanceof MapNode m && m.get("hydra") instanceof MapNode hydra
          ? Optional.of(hydra)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String text(MapNode map, String key) {
    return map.get(key) instanceof ScalarNode s && s.value() != null
        ? String.valueOf(s.value())
        : null;
  }

  public Path directory() {
    return directory;
  }

  /** A file of the folder. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** The archive of an epoch, from 1. */
  public Path ofEpoch(long epoch) {
    return file(OF_AN_EPOCH.formatted(epoch));
  }

  /** The results that lie there, of whatever run. */
  public List<Path> present() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(p -> isResult(p.getFileName().toString())).sorted().toList();
    } catch (IOException e) {
      throw NewFile.unwritable(directory, e);
    }
  }

  private static boolean isResult(String name) {
    return List.of(BEST, STATISTICS, HISTORY, CONFIG).contains(name)
        || name.matches("checkpoint_epoch_\\d+\\.pt");
  }

  /** Removes results. */
  public void remove(List<Path> files) {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw NewFile.unwritable(directory, e);
    }
  }

  /** Writes a small file in place of an earlier one. */
  public void write(String name, byte[] bytes) {
    Path target = file(name);
    try (NewFile file = NewFile.in(target)) {
      Files.write(file.temporary(), bytes);
      file.publish();
    } catch (IOException e) {
      throw NewFile.unwritable(target, e);
    }
  }
}
