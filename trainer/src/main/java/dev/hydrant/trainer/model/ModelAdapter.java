package dev.hydrant.trainer.model;

import dev.hydrant.config.app.program.ConfigFlag;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.settings.MayChange;
import dev.hydrant.trainer.settings.RecordKey;
import dev.hydrant.trainer.weights.WeightMapping;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes models of one type. Adapters are found by {@link java.util.ServiceLoader}: a class needs a
 * line in {@code META-INF/services/dev.hydrant.trainer.model.ModelAdapter} and a constructor
 * without arguments.
 *
 * <p>An adapter states what the model is, what it reads and what its loss is. It never sees the
 * training loop: steps, schedules, checkpoints, metrics and resuming are the engine's.
 *
 * @param <C> the record that {@code model_cfg} is bound to
 */
public interface ModelAdapter<C extends Record> {
  /** The name in a config's {@code type}. */
  String type();

  /** What the model is, in one line without a full stop, for lists of models. */
  default String description() {
    return "";
  }

  /** The record that {@code model_cfg} is bound to. */
  Class<C> configType();

  /**
   * The top-level key that holds the model's own settings; empty if they are top-level keys
   * themselves. Then {@link #configType} has a component for each of them, and other keys than
   * those and the engine's are refused.
   */
  default String configKey() {
    return "model_cfg";
  }

  /**
   * Whether a configuration without {@code type} is of this type, such as a file that was written
   * for another program.
   *
   * @param tree the top level; values may be interpolations
   */
  default boolean recognises(MapNode tree) {
    return false;
  }

  /**
   * What the engine reads of a configuration, where a family calls by other names what the engine
   * has keys for. Records of runs keep the configuration as it was given.
   *
   * @param tree the resolved top level
   */
  default MapNode engineView(MapNode tree) {
    return tree;
  }

  /** What a key of the engine is called where {@link #engineView} takes it from another. */
  default String ownKey(String engineKey) {
    return engineKey;
  }

  /**
   * Keys that may differ when a run goes on; dotted, and each with all beneath it. The default are
   * those that the model's records annotate with {@link MayChange}.
   */
  default Set<String> harmlessKeys() {
    String place = configKey().isEmpty() ? "" : configKey() + ".";
    Set<String> keys = new HashSet<>(RecordKey.mayChange(configType(), place));
    settings().forEach(record -> keys.addAll(RecordKey.mayChange(record, "")));
    return keys;
  }

  /** Flags of {@code train} that stand for keys of such configurations. */
  default List<ConfigFlag> flags() {
    return List.of();
  }

  /**
   * Presets that a config of this type has under names of its own, each with a line on what it is,
   * for lists.
   *
   * @param tree the resolved top level of the config that is called like the type
   */
  default Map<String, String> presets(MapNode tree) {
    return Map.of();
  }

  /**
   * Top-level keys that stand in for absent keys of {@code model_cfg}: from the latter to the
   * former, such as {@code n_ctx} to {@code seq_len}.
   */
  default Map<String, String> fallbacks() {
    return Map.of();
  }

  /**
   * Records of further top-level keys, such as those of its data, which {@link
   * ModelContext#settings} binds. They may hold keys that are refused or do nothing, said by
   * annotations of their components.
   */
  default List<Class<? extends Record>> settings() {
    return List.of();
  }

  /** Further top-level keys the model reads, beside those of {@link #settings}. */
  default Set<String> reads() {
    return Set.of();
  }

  /** What models that share their data and the names of their keys call themselves together. */
  default String family() {
    return type();
  }

  /** The shipped config that trains one. */
  default String configName() {
    return type();
  }

  /**
   * Names of the same key in the records of the family's models: on the command line each may be
   * called by any of them, so that one sweep goes over models of all types.
   */
  default List<List<String>> synonyms() {
    return List.of();
  }

  /** Overrides that cut the shipped config to a model that trains in no time; for tests. */
  default List<String> tinySize() {
    return List.of();
  }

  /**
   * How {@code bench models} brings the shipped config to the size that all are compared at; empty
   * if it leaves this model out.
   *
   * @param tokens of a row
   */
  default Optional<BenchSize> benchSize(int tokens) {
    return Optional.empty();
  }

  /**
   * Finds out what the model has to know of its data: numbers of features, a vocabulary,
   * statistics, a split. Called once, before the model is made for the first time; from then on
   * {@link ModelContext#facts} are those that the checkpoints keep. Data that can be made, such as
   * a sample, are made here.
   *
   * @param context without facts
   * @param progress told how far it has come
   */
  default Facts discover(C config, ModelContext context, PreparationProgress progress) {
    return Facts.NONE;
  }

  /**
   * The part of {@link #discover} that is cheap to find, and tells whether the data are still the
   * same: a run that goes on is refused where these differ from what its checkpoint keeps under the
   * same names.
   *
   * @param context with the facts of the checkpoint
   */
  default Facts fingerprint(C config, ModelContext context) {
    return Facts.NONE;
  }

  /** How the numbers of such a model are called, and which of them it is known by. */
  default Headlines headlines(C config) {
    return Headlines.LOSS;
  }

  /**
   * Makes a model with freshly initialised parameters.
   *
   * @throws UserException if the parts of the configuration do not fit together
   */
  TrainableModel create(C config, ModelContext context);

  /**
   * How the tensors of such a model are called and laid out in files that other programs read, for
   * {@code hydrant export} and {@code init_from}. The default is our own names.
   *
   * @param module of the model, for its parameters' names
   */
  default WeightMapping weightMapping(C config, Module module) {
    return WeightMapping.own(type(), config, module);
  }
}
