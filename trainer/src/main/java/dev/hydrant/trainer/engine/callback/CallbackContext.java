package dev.hydrant.trainer.engine.callback;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.report.Console;

/**
 * What a callback may know when it is made.
 *
 * @param run where the run takes place
 * @param console what the user of the run sees
 * @param settings of this callback in the configuration; empty if it has none
 * @param path of the settings, for messages
 */
public record CallbackContext(RunContext run, Console console, MapNode settings, String path) {
  /**
   * Binds the settings to a record.
   *
   * @throws dev.hydrant.config.error.BindException if a value does not fit, with its place
   */
  public <T extends Record> T settings(Class<T> type) {
    return ConfigTrees.bind(settings, path, type);
  }
}
