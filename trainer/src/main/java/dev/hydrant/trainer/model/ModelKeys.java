package dev.hydrant.trainer.model;

import dev.hydrant.config.app.program.ConfigFlag;
import dev.hydrant.config.node.MapNode;
import java.util.List;
import java.util.Map;

/**
 * The keys by which models of a type are configured: their own, and those of the engine under other
 * names.
 *
 * @param <C> the record that the model's own keys are bound to
 */
public interface ModelKeys<C extends Record> {
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
   * Records of further top-level keys, such as those of its data, which {@link
   * ModelContext#settings} binds. They may hold keys that are refused or do nothing, said by
   * annotations of their components.
   */
  default List<Class<? extends Record>> settings() {
    return List.of();
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
   * Top-level keys that stand in for absent keys of {@code model_cfg}: from the latter to the
   * former, such as {@code n_ctx} to {@code seq_len}.
   */
  default Map<String, String> fallbacks() {
    return Map.of();
  }

  /** Flags of {@code train} that stand for keys of such configurations. */
  default List<ConfigFlag> flags() {
    return List.of();
  }
}
