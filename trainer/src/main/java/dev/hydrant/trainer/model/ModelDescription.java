package dev.hydrant.trainer.model;

import dev.hydrant.config.node.MapNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a type of models is called, and where lists, tests and benchmarks find one. */
public interface ModelDescription {
  /** The name in a config's {@code type}. */
  String type();

  /** What the model is, in one line without a full stop, for lists of models. */
  default String description() {
    return "";
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
   * Presets that a config of this type has under names of its own, each with a line on what it is,
   * for lists.
   *
   * @param tree the resolved top level of the config that is called like the type
   */
  default Map<String, String> presets(MapNode tree) {
    return Map.of();
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
}
