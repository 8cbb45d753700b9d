package dev.hydrant.trainer.model;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.settings.RecordValues;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.weights.WeightMapping;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the model that a configuration describes. */
public final class ModelFactory {
  private final ModelRegistry registry;

  public ModelFactory(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * Finds out what such a model has to know of its data.
   *
   * @param progress told how far it has come
   */
  public Facts discover(TrainConfig config, MapNode tree, PreparationProgress progress) {
    return discover(config, tree, progress, false);
  }

  /**
   * As above.
   *
   * @param isDryRun whether nothing may be left behind
   */
  public Facts discover(
      TrainConfig config, MapNode tree, PreparationProgress progress, boolean isDryRun) {
    return discover(registry.get(config.type()), config, tree, progress, isDryRun);
  }

  /** What the data at hand are, to be compared with the facts of a checkpoint. */
  public Facts fingerprint(TrainConfig config, MapNode tree, Facts saved) {
    return fingerprint(registry.get(config.type()), config, tree, saved);
  }

  /**
   * Makes a model that has not been trained; its facts are found out.
   *
   * @param tree the resolved top level of the configuration
   */
  public TrainableModel create(TrainConfig config, MapNode tree) {
    return create(config, tree, discover(config, tree, PreparationProgress.NONE));
  }

  /** The adapter of a type. */
  public ModelAdapter<?> adapter(String type) {
    return registry.get(type);
  }

  /**
   * Makes a model.
   *
   * @param tree the resolved top level of the configuration
   * @param facts of its data
   * @throws UserException if no adapter has its type
   * @throws dev.hydrant.config.error.BindException if {@code model_cfg} does not fit the adapter's
   *     record
   */
  public TrainableModel create(TrainConfig config, MapNode tree, Facts facts) {
    return create(config, tree, facts, false);
  }

  /**
   * As above.
   *
   * @param isDryRun whether nothing may be left behind
   */
  public TrainableModel create(TrainConfig config, MapNode tree, Facts facts, boolean isDryRun) {
    return create(registry.get(config.type()), config, tree, facts, isDryRun);
  }

  /** How the numbers of such a model are called; nothing is made for it. */
  public static <C extends Record> Headlines headlines(ModelAdapter<C> adapter, MapNode tree) {
    return adapter.headlines(ownConfig(adapter, tree, adapter.engineView(tree)));
  }

  /** How such a model's tensors are called in files that other programs read. */
  public WeightMapping weightMapping(TrainConfig config, MapNode tree, Module module) {
    return weightMapping(registry.get(config.type()), tree, module);
  }

  private static <C extends Record> WeightMapping weightMapping(
      ModelAdapter<C> adapter, MapNode tree, Module module) {
    return adapter.weightMapping(ownConfig(adapter, tree, adapter.engineView(tree)), module);
  }

  private static <C extends Record> TrainableModel create(
      ModelAdapter<C> adapter, TrainConfig config, MapNode tree, Facts facts, boolean isDryRun) {
    MapNode view = adapter.engineView(tree);
    return adapter.create(
        ownConfig(adapter, tree, view), new ModelContext(config, view, facts, isDryRun));
  }

  private static <C extends Record> Facts discover(
      ModelAdapter<C> adapter,
      TrainConfig config,
      MapNode tree,
      PreparationProgress progress,
      boolean isDryRun) {
    MapNode view = adapter.engineView(tree);
    return adapter.discover(
        ownConfig(adapter, tree, view),
        new ModelContext(config, view, Facts.NONE, isDryRun),
        progress);
  }

  private static <C extends Record> Facts fingerprint(
      ModelAdapter<C> adapter, TrainConfig config, MapNode tree, Facts saved) {
    MapNode view = adapter.engineView(tree);
    return adapter.fingerprint(
        ownConfig(adapter, tree, view), new ModelContext(config, view, saved));
  }

  private static <C extends Record> C ownConfig(
      ModelAdapter<C> adapter, MapNode tree, MapNode view) {
    MapNode own = adapter.configKey().isEmpty() ? topLevel(adapter, tree) : nested(adapter, view);
    return ConfigTrees.bind(own, adapter.configKey(), adapter.configType());
  }

  /** The top level without the engine's keys; a family's own key may have the name of one. */
  private static MapNode topLevel(ModelAdapter<?> adapter, MapNode tree) {
    Map<Object, Node> entries = new LinkedHashMap<>(tree.entries());
    Set<Object> others = new HashSet<>(topKeys(TrainConfig.class));
    adapter.settings().forEach(record -> others.addAll(topKeys(record)));
    others.removeAll(topKeys(adapter.configType()));
    entries.keySet().removeAll(others);
    return new MapNode(entries, tree.origin());
  }

  private static Set<String> topKeys(Class<? extends Record> type) {
    return RecordSchema.of(type).keys().stream()
        .map(k -> k.path().replaceFirst("[.\\[].*", ""))
        .collect(Collectors.toSet());
  }

  /** {@code model_cfg}, with the top level's values where it has none of its own. */
  private static MapNode nested(ModelAdapter<?> adapter, MapNode tree) {
    String place = adapter.configKey();
    Node given = tree.get(place);
    Map<Object, Node> entries = new LinkedHashMap<>();
    if (given instanceof MapNode m) {
      entries.putAll(m.entries());
    } else if (!isAbsent(given)) {
      throw UserException.usage(place + " must be a map of settings\n    at " + given.origin());
    }
    adapter
        .fallbacks()
        .forEach(
            (key, topKey) -> {
              Set<String> names = names(adapter.configType(), key);
              if (names.stream().allMatch(n -> isAbsent(entries.get(n)))) {
                names.forEach(entries::remove);
                Node value = tree.get(topKey);
                if (!isAbsent(value)) {
                  entries.put(key, value);
                }
              }
            });
    return new MapNode(entries, given == null ? Origin.BUILTIN : given.origin());
  }

  private static boolean isAbsent(Node node) {
    return node == null || node instanceof ScalarNode s && s.value() == null;
  }

  /** The names under which a record's component may be given; the key alone if it has none. */
  public static Set<String> names(Class<?> type, String key) {
    Set<String> names = new LinkedHashSet<>(List.of(key));
    for (RecordComponent c : type.getRecordComponents()) {
      Alias alias = c.getAnnotation(Alias.class);
      if (RecordValues.snakeCase(c.getName()).equals(key) && alias != null) {
        names.addAll(List.of(alias.value()));
      }
      if (c.isAnnotationPresent(Flatten.class) && c.getType().isRecord()) {
        names.addAll(names(c.getType(), key));
      }
    }
    return names;
  }
}
