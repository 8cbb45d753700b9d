package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.run.ModelTypes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The configs in {@code conf/}. */
final class ShippedConfigs {
  static final Path DIRECTORY = Path.of("..", "conf");

  /** Folders of options that are chosen, not trained by themselves. */
  private static final Set<String> GROUPS =
      Set.of("debug", "experiment", "gmm", "hydra", "logger", "sweep", "zoo");

  /** What the configs of a family include, and no one trains. */
  private static final Set<String> BASES = Set.of("odyssey/base", "vqvae/engine");

  private ShippedConfigs() {}

  static void copyTo(Path target) throws IOException {
    try (Stream<Path> walk = Files.walk(DIRECTORY)) {
      for (Path p : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        Path to = target.resolve(DIRECTORY.relativize(p).toString());
        Files.createDirectories(to.getParent());
        Files.copy(p, to);
      }
    }
  }

  /** The names of the configs whose models have a key of their own: language models. */
  static List<String> trainable() throws IOException {
    return primary(adapter -> !adapter.configKey().isEmpty());
  }

  /** The names of the configs of families with sections of their own at the top level. */
  static List<String> ofFamilies() throws IOException {
    return primary(adapter -> adapter.configKey().isEmpty()).stream()
        .filter(name -> !BASES.contains(name))
        .toList();
  }

  /** Those, of every folder, that say what they train; options of groups are none. */
  private static List<String> primary(Predicate<ModelAdapter<?>> which) throws IOException {
    Composer composer = Composer.builder().searchPath(DIRECTORY.toString()).build();
    ModelRegistry registry = ModelRegistry.load();
    return names().stream()
        .filter(name -> !name.contains("/") || !GROUPS.contains(name.split("/")[0]))
        .filter(
            name ->
                ModelTypes.find((MapNode) composer.compose(name, List.of()).node(), registry)
                    .filter(which)
                    .isPresent())
        .toList();
  }

  /** The names of all files, such as {@code gpt2} and {@code debug/fast}. */
  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      return files
          .map(p -> DIRECTORY.relativize(p).toString().replace(File.separatorChar, '/'))
          .filter(n -> n.endsWith(".yaml"))
          .map(n -> n.substring(0, n.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }
}
