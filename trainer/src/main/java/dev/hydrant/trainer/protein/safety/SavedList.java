package dev.hydrant.trainer.protein.safety;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** The saved configurations below a directory. */
public final class SavedList {
  /** When a file was saved. */
  static final String TIME = "_saved_at";

  private static final String NONE = "-";

  private SavedList() {}

  /**
   * A file.
   *
   * @param name below the directory
   * @param kind its class, two with a plus, or why it is none
   * @param style of its model
   * @param block of its model
   * @param saved when, as the file says, or when it was last written
   */
  public record Entry(String name, String kind, String style, String block, String saved) {}

  /** All JSON files below a directory, by name. */
  public static List<Entry> of(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw UserException.usage("There is no directory " + directory.toAbsolutePath().normalize());
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(f -> f.toString().endsWith(".json") && Files.isRegularFile(f))
          .sorted()
          .map(f -> entry(directory, f))
          .toList();
    } catch (IOException e) {
      throw SizedFile.unreadable(directory, e);
    } catch (UncheckedIOException e) {
      throw SizedFile.unreadable(directory, e.getCause());
    }
  }

  private static Entry entry(Path directory, Path file) {
    String name = directory.relativize(file).toString();
    String saved = written(file);
    try {
      MapNode tree = JsonFiles.read(file);
      if (Configs.isPair(tree)) {
        ConfigPair pair = Configs.loadPair(file);
        String time = tree.get(TIME) instanceof ScalarNode s ? s.text() : saved;
        String kind =
            pair.model().configClass().tag() + " + " + pair.training().configClass().tag();
        return model(name, kind, pair.model(), time);
      }
      SavedConfig config = Configs.loadFromJson(file);
      return config instanceof ModelConfig model
          ? model(name, model.configClass().tag(), model, saved)
          : new Entry(name, config.configClass().tag(), NONE, NONE, saved);
    } catch (UserException | ConfigException | DataException e) {
      return new Entry(name, "no configuration", NONE, NONE, saved);
    }
  }

  private static Entry model(String name, String kind, ModelConfig model, String saved) {
    String block = ModelJson.key(model.section().blockType());
    return new Entry(name, kind, String.valueOf(model.values().get("style")), block, saved);
  }

  private static String written(Path file) {
    try {
      return LocalDateTime.ofInstant(
              Files.getLastModifiedTime(file).toInstant(), ZoneId.systemDefault())
          .truncatedTo(ChronoUnit.SECONDS)
          .toString();
    } catch (IOException e) {
      return NONE;
    }
  }
}
