package dev.hydrant.config.resolve;

import dev.hydrant.config.resolver.Resolver;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The resolvers that interpolations can call, by name. Immutable. */
public final class Resolvers {
  /** Those of OmegaConf and Hydra. */
  public static final Resolvers STANDARD = new Resolvers(Builtins.all());

  private final Map<String, NodeResolver> byName;

  private Resolvers(Map<String, NodeResolver> byName) {
    this.byName = byName;
  }

  /**
   * Returns these resolvers and one more.
   *
   * @param name letters, digits, {@code _} and {@code -}, in parts joined by dots
   * @throws IllegalArgumentException if the name cannot be called or is taken
   */
  public Resolvers with(String name, Resolver resolver) {
    if (!isCallable(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot be called: use letters, digits, '_' and '-', parts joined by '.'");
    }
    if (byName.containsKey(name)) {
      throw new IllegalArgumentException("resolver '" + name + "' is already registered");
    }
    Map<String, NodeResolver> more = new HashMap<>(byName);
    more.put(name, new ForeignResolver(resolver));
    return new Resolvers(more);
  }

  NodeResolver get(String name) {
    return byName.get(name);
  }

  Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  private static boolean isCallable(String name) {
    for (String part : name.split("\\.", -1)) {
      if (part.isEmpty() || !isLetter(part.charAt(0))) {
        return false;
      }
      if (!part.chars().allMatch(c -> isLetter(c) || c >= '0' && c <= '9' || c == '-')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }
}
