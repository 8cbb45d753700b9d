package dev.hydrant.trainer.engine.callback;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.report.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The callbacks that a config can name, and nothing else: never a class. */
public final class CallbackRegistry {
  private final Map<String, CallbackFactory> factories = new TreeMap<>();

  /** Registers factories, which must have different names. */
  public CallbackRegistry(Iterable<? extends CallbackFactory> factories) {
    for (CallbackFactory f : factories) {
      CallbackFactory other = this.factories.put(f.name(), f);
      if (other != null) {
        throw new IllegalStateException(
            "the callback '%s' is registered by %s and by %s"
                .formatted(f.name(), other.getClass().getName(), f.getClass().getName()));
      }
    }
  }

  /** The factories that {@link ServiceLoader} finds on the class path. */
  public static CallbackRegistry load() {
    return new CallbackRegistry(ServiceLoader.load(CallbackFactory.class));
  }

  /** The registered factories, in alphabetical order of their names. */
  public List<CallbackFactory> all() {
    return List.copyOf(factories.values());
  }

  /** The registered names in alphabetical order. */
  public List<String> names() {
    return List.copyOf(factories.keySet());
  }

  /**
   * Makes the callbacks of a list of names.
   *
   * @param key of the list, for messages
   * @throws UserException naming the nearest and all known names if one is not registered
   */
  public List<Callback> create(String key, List<String> names, RunContext run, Console console) {
    List<Callback> out = new ArrayList<>();
    for (String name : names) {
      MapNode none = new MapNode(Map.of(), Origin.BUILTIN);
      out.add(get(key, name).create(new CallbackContext(run, console, none, key)));
    }
    return out;
  }

  /**
   * Makes the callbacks of a map from names to settings, in its order.
   *
   * @throws UserException as above, or if the settings of one are no map
   */
  public List<Callback> create(String key, MapNode settings, RunContext run, Console console) {
    List<Callback> out = new ArrayList<>();
    settings
        .entries()
        .forEach(
            (name, node) -> {
              String path = key + "." + name;
              CallbackFactory factory = get(key, String.valueOf(name));
              out.add(factory.create(new CallbackContext(run, console, map(path, node), path)));
            });
    return out;
  }

  private static MapNode map(String path, Node node) {
    if (node instanceof MapNode m) {
      return m;
    }
    if (node instanceof ScalarNode s && s.value() == null) {
      return new MapNode(Map.of(), node.origin());
    }
    throw UserException.usage(
        "%s must be a map of settings, or null for none\n    at %s".formatted(path, node.origin()));
  }

  private CallbackFactory get(String key, String name) {
    CallbackFactory factory = factories.get(name);
    if (factory == null) {
      throw UserException.usage(
          "%s: no callback is registered as '%s'. %s"
              .formatted(key, name, Suggestions.didYouMeanOrList(name, names())));
    }
    return factory;
  }
}
