package dev.hydrant.trainer.model;

import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.error.UserException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The registered model types. A config can name one of them and nothing else: never a class. */
public final class ModelRegistry {
  private final Map<String, ModelAdapter<?>> adapters = new TreeMap<>();

  /** Registers adapters, which must have different types. */
  public ModelRegistry(Iterable<? extends ModelAdapter<?>> adapters) {
    for (ModelAdapter<?> a : adapters) {
      ModelAdapter<?> other = this.adapters.put(a.type(), a);
      if (other != null) {
        throw new IllegalStateException(
            "the type '%s' is registered by %s and by %s"
                .formatted(a.type(), other.getClass().getName(), a.getClass().getName()));
      }
    }
  }

  /** The adapters that {@link ServiceLoader} finds on the class path. */
  @SuppressWarnings("rawtypes")
  public static ModelRegistry load() {
    ServiceLoader<ModelAdapter> found = ServiceLoader.load(ModelAdapter.class);
    return new ModelRegistry(
        found.stream().<ModelAdapter<?>>map(p -> (ModelAdapter<?>) p.get()).toList());
  }

  /** The registered types in alphabetical order. */
  public List<String> types() {
    return List.copyOf(adapters.keySet());
  }

  /**
   * Returns the adapter of a type.
   *
   * @throws UserException with the nearest types and all registered ones
   */
  public ModelAdapter<?> get(String type) {
    ModelAdapter<?> adapter = adapters.get(type);
    if (adapter == null) {
      String nearest = Suggestions.didYouMean(type, adapters.keySet());
      throw UserException.usage(
          "no model is registered as type '%s'.%s Registered: %s"
              .formatted(
                  type,
                  nearest.isEmpty() ? "" : " " + nearest,
                  String.join(", ", adapters.keySet())));
    }
    return adapter;
  }
}
