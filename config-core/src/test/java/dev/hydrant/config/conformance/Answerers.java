package dev.hydrant.config.conformance;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the {@link Answerer} of a kind by its class name. */
final class Answerers {
  private static final Map<String, Optional<Answerer>> KNOWN = new ConcurrentHashMap<>();

  private Answerers() {}

  static Optional<Answerer> of(String kind) {
    return KNOWN.computeIfAbsent(kind, Answerers::find);
  }

  private static Optional<Answerer> find(String kind) {
    String name =
        Answerers.class.getPackageName()
            + "."
            + Character.toUpperCase(kind.charAt(0))
            + kind.substring(1)
            + "Answerer";
    try {
      return Optional.of((Answerer) Class.forName(name).getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " needs a constructor without arguments", e);
    }
  }
}
