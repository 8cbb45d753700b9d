package dev.hydrant.trainer.engine;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.trainer.run.Runs;

/** Records bound to a line of YAML, with their defaults. */
final class Bound {
  private Bound() {}

  static <T extends Record> T of(Class<T> type, String yaml) {
    return ConfigTrees.bind(Runs.tree(yaml), type);
  }
}
