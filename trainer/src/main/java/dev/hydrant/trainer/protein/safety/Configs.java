package dev.hydrant.trainer.protein.safety;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ComposerBuilder;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads configurations of protein models from YAML and JSON, with every check that training makes.
 *
 * <pre>{@code
 * ConfigPair config = Configs.load(Path.of("conf/odyssey/fsq_stage1.yaml"), List.of());
 * config.model().saveToJson(Path.of("configs/backup/my_model.json"));
 * ModelConfig again = Configs.loadModel(Path.of("configs/backup/my_model.json"));
 * }</pre>
 *
 * <p>A file's {@code _config_class} and its like are looked up in tables of a few names; no class
 * is ever loaded by a name from a file.
 */
public final class Configs {
  private static final List<String> SECTIONS = List.of("model", "training", "loss", "masking");
  private static final String MODEL = "model";
  private static final String TRAINING = "training";

  private Configs() {}

  /**
   * Composes a YAML file and loads its four sections.
   *
   * @param file found with the configs beside it, those of a directory {@code conf} above it, and
   *     those of {@code conf} in the working directory
   * @param overrides changes to it
   * @throws dev.hydrant.config.error.ConfigException if a section is missing or a value is wrong,
   *     with its place
   */
  public static ConfigPair load(Path file, List<String> overrides) {
    return of(tree(file, overrides));
  }

  /** A YAML file, composed and resolved. */
  static MapNode tree(Path file, List<String> overrides) {
    if (!Files.isRegularFile(file)) {
      throw UserException.usage("There is no file " + file.toAbsolutePath().normalize());
    }
    Path absolute = file.toAbsolutePath().normalize();
    ComposerBuilder composer = Composer.builder().searchPath(absolute.getParent().toString());
    for (Path above = absolute.getParent(); above != null; above = above.getParent()) {
      if (above.endsWith("conf")) {
        composer.searchPath(above.toString());
      }
    }
    if (Files.isDirectory(Path.of("conf"))) {
      composer.searchPath("conf");
    }
    String name = absolute.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    return composer.build().compose(name, overrides).resolved();
  }

  /** The four sections of a composed configuration. */
  public static ConfigPair of(MapNode tree) {
    Map<Object, Node> sections = new LinkedHashMap<>();
    for (String name : SECTIONS) {
      if (tree.get(name) != null) {
        sections.put(name, tree.get(name));
      }
    }
    return ConfigPair.of(
        ConfigTrees.bind(new MapNode(sections, tree.origin()), OdysseyConfig.class));
  }

  /**
   * Loads what {@link SavedConfig#saveToJson} has written.
   *
   * @throws UserException if it names a class that is none of the table
   * @throws dev.hydrant.config.error.ConfigException if a value is wrong, with file, line and key
   */
  public static SavedConfig loadFromJson(Path file) {
    MapNode tree = JsonFiles.read(file);
    if (isPair(tree)) {
      throw UserException.usage(
          file + " holds a model and its training; load both with Configs.loadPair");
    }
    return of(tree, Tags.CLASSES.get(tree.get(ConfigClass.KEY), file.toString()));
  }

  /** As above, where it must be a model. */
  public static ModelConfig loadModel(Path file) {
    if (loadFromJson(file) instanceof ModelConfig model) {
      return model;
    }
    throw UserException.usage(file + " says how a model is trained, not what it is");
  }

  /** As above, where it must be a training. */
  public static TrainingConfig loadTraining(Path file) {
    if (loadFromJson(file) instanceof TrainingConfig training) {
      return training;
    }
    throw UserException.usage(file + " says what a model is, not how it is trained");
  }

  /** Loads a file that holds a model and its training. */
  public static ConfigPair loadPair(Path file) {
    MapNode tree = JsonFiles.read(file);
    if (!isPair(tree)) {
      throw UserException.usage(file + " does not hold both a model and its training");
    }
    return new ConfigPair(
        ModelConfig.of((MapNode) tree.get(MODEL), stated(tree, MODEL), null),
        TrainingConfig.of((MapNode) tree.get(TRAINING), null));
  }

  /** Whether a file's tree holds a model and its training. */
  static boolean isPair(MapNode tree) {
    return tree.get(MODEL) instanceof MapNode && tree.get(TRAINING) instanceof MapNode;
  }

  private static ConfigClass stated(MapNode tree, String part) {
    Node tag = ((MapNode) tree.get(part)).get(ConfigClass.KEY);
    return tag == null ? null : Tags.CLASSES.get(tag, part);
  }

  /**
   * Makes a configuration of values, such as those of {@link SavedConfig#original}.
   *
   * @param values with or without {@code _config_class}: a {@code style} makes it a model
   */
  public static SavedConfig fromMap(Map<String, ?> values) {
    MapNode tree = Values.tree(values, "the values");
    Node tag = tree.get(ConfigClass.KEY);
    if (tag != null) {
      return of(tree, Tags.CLASSES.get(tag, "the values"));
    }
    return tree.get("style") != null
        ? ModelConfig.of(tree, null, null)
        : TrainingConfig.of(tree, null);
  }

  static SavedConfig of(MapNode tree, ConfigClass stated) {
    return switch (stated) {
      case FSQ, TRUNK -> ModelConfig.of(tree, stated, null);
      case TRAINING -> TrainingConfig.of(tree, null);
    };
  }
}
