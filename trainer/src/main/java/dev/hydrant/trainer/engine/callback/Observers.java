package dev.hydrant.trainer.engine.callback;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.trainer.report.Console;
import dev.hydrant.trainer.settings.ObserveConfig;
import java.util.ArrayList;
import java.util.List;

/** Makes the callbacks that a configuration names: its loggers first, then the others. */
public final class Observers {
  private Observers() {}

  /**
   * @param tree the resolved top level, for the places of settings
   * @throws dev.hydrant.trainer.error.UserException if a name is not registered
   */
  public static List<Callback> create(
      ObserveConfig config, MapNode tree, RunContext run, Console console) {
    CallbackRegistry registry = CallbackRegistry.load();
    Node settings = tree.get("loggers");
    List<Callback> loggers =
        settings instanceof MapNode m && !m.entries().isEmpty()
            ? registry.create("loggers", m, run, console)
            : registry.create("loggers", List.copyOf(config.loggers().keySet()), run, console);
    List<Callback> all = new ArrayList<>();
    loggers.forEach(l -> all.add(config.logEvery() == 1 ? l : new EveryN(l, config.logEvery())));
    all.addAll(registry.create("callbacks", config.callbacks(), run, console));
    return all;
  }
}
