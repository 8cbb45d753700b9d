package dev.hydrant.trainer.run;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ComposerBuilder;
import dev.hydrant.config.Composition;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.settings.RecordKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where configurations come from: a directory of configs, or the record that a run keeps in its
 * own. Either way the command line may call a model's sizes by any of their names.
 */
public final class Configurations {
  /** What configs see as {@code hydra.job.name}. */
  public static final String JOB = "train";

  private Configurations() {}

  /** Composes a config of a directory. */
  public static Composition compose(Path directory, String name, List<String> overrides) {
    return compose(directory, null, name, overrides);
  }

  /**
   * As above, with one more directory of configs.
   *
   * @param added as {@code --config-dir} gives it; null for none
   */
  public static Composition compose(
      Path directory, Path added, String name, List<String> overrides) {
    ComposerBuilder composer = composer(directory).jobName(JOB);
    if (added != null) {
      if (!Files.isDirectory(added)) {
        throw UserException.usage("--config-dir=" + added + ": there is no such directory");
      }
      composer.configDir(added.toString());
    }
    return composer.build().compose(name, overrides);
  }

  /**
   * Composes the configuration that a run has recorded.
   *
   * @param run its directory
   * @param overrides changes to it
   * @throws UserException if the directory is no run's
   */
  public static Composition ofRun(Path run, List<String> overrides) {
    if (!isRun(run)) {
      throw UserException.failure(run + " is no run directory: it has no .hydra/config.yaml");
    }
    return composer(record(run)).build().compose("config", overrides);
  }

  /** Whether a directory has the record of a run. */
  public static boolean isRun(Path directory) {
    return Files.isRegularFile(record(directory).resolve("config.yaml"));
  }

  private static Path record(Path run) {
    return run.resolve(".hydra");
  }

  private static ComposerBuilder composer(Path directory) {
    ComposerBuilder builder = Composer.builder().searchPath(directory.toString());
    addNames(builder);
    return builder;
  }

  /** Lets overrides call a model's keys by any of the names that its family has for them. */
  public static void addNames(ComposerBuilder composer) {
    composer.synonyms(Configurations::names); // composing does without the registry as a rule
  }

  /** All names of each key that the records of models annotate with further ones, by its place. */
  private static Map<String, List<List<String>>> names() {
    ModelRegistry registry = ModelRegistry.load();
    Map<String, Set<List<String>>> names = new LinkedHashMap<>();
    for (String type : registry.types()) {
      ModelAdapter<?> adapter = registry.get(type);
      for (RecordKey key : RecordKey.of(adapter.configType(), "")) {
        if (key.names().size() > 1 && !key.path().contains(".") && !adapter.configKey().isEmpty()) {
          names
              .computeIfAbsent(adapter.configKey(), place -> new LinkedHashSet<>())
              .add(key.names().stream().sorted().toList());
        }
      }
    }
    Map<String, List<List<String>>> lists = new LinkedHashMap<>();
    names.forEach((place, sets) -> lists.put(place, List.copyOf(sets)));
    return lists;
  }
}
