package dev.hydrant.trainer.protein.safety;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.trainer.data.SizedFile;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.settings.MayChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run is configured by, after files and command line are merged: the four sections, and
 * before them those keys of the engine that do not have the values of {@code conf/engine.yaml} and
 * {@code conf/odyssey/base.yaml} because something set them.
 */
public final class EffectiveConfig {
  private static final Logger LOG = LoggerFactory.getLogger(EffectiveConfig.class);

  /** The key that names the file. */
  public static final String KEY = "save_config";

  private static final List<String> SECTIONS = List.of("model", "training", "loss", "masking");
  private static final List<String> SHIPPED = List.of("engine.yaml", "odyssey/base.yaml");

  /** Keys of the engine that follow from those of sections. */
  private static final Map<Object, String[]> LINKED =
      Map.of(
          "lr", new String[] {"training", "learning_rate"},
          "num_epochs", new String[] {"training", "max_epochs"},
          "seed", new String[] {"model", "reference_model_seed"});

  /** Where a run writes its own. */
  public record Place(
      @MayChange @Doc("Write the merged configuration to this file, and train.")
          Optional<Path> saveConfig,
      @Flatten Map<String, Object> others) {}

  private EffectiveConfig() {}

  /** The YAML text; a config by itself. */
  public static String yaml(MapNode tree) {
    Map<Object, Node> kept = new LinkedHashMap<>();
    tree.entries()
        .forEach(
            (key, value) -> {
              if (!key.equals(KEY) && !SECTIONS.contains(key) && isSet(key, value, tree)) {
                kept.put(key, value);
              }
            });
    for (String name : SECTIONS) {
      if (tree.get(name) != null) {
        kept.put(name, tree.get(name));
      }
    }
    return ConfigTrees.toYaml(new MapNode(kept, tree.origin()));
  }

  /** Whether something beside the shipped defaults gave a value that the sections do not give. */
  private static boolean isSet(Object key, Node value, MapNode tree) {
    String source = value.origin().source().replace('\\', '/');
    String[] linked = LINKED.get(key);
    boolean follows =
        linked != null
            && tree.get(linked[0]) instanceof MapNode section
            && value.equals(section.get(linked[1]));
    return !follows
        && !value.origin().equals(Origin.BUILTIN)
        && SHIPPED.stream().noneMatch(source::endsWith);
  }

  /**
   * Writes it; directories are made.
   *
   * @throws UserException if there is a file already that says something else
   */
  public static void save(MapNode tree, Path file) {
    String text = yaml(tree);
    if (!isThere(file, text)) {
      if (Files.exists(file)) {
        throw UserException.usage(
            file + " is there already and says something else.\nGive another file");
      }
      JsonFiles.write(file, text, false);
    }
    LOG.info("Configuration saved to: {}", file);
  }

  private static boolean isThere(Path file, String text) {
    try {
      return Files.isRegularFile(file) && Files.readString(file).equals(text);
    } catch (IOException e) {
      throw SizedFile.unreadable(file, e);
    }
  }
}
