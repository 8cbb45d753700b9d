package dev.hydrant.trainer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The configs in {@code conf/}. */
final class ShippedConfigs {
  static final Path DIRECTORY = Path.of("..", "conf");

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

  /** The names of the configs that can be trained: all but the bases. */
  static List<String> trainable() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .map(p -> p.getFileName().toString())
          .filter(n -> n.endsWith(".yaml"))
          .map(n -> n.substring(0, n.length() - ".yaml".length()))
          .filter(n -> !n.equals("data") && !n.equals("training"))
          .sorted()
          .toList();
    }
  }
}
