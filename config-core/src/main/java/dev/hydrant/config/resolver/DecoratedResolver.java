package dev.hydrant.config.resolver;

import java.util.List;

/** A resolver with other flags than its own. */
record DecoratedResolver(Resolver resolver, boolean cached, boolean secret) implements Resolver {
  @Override
  public Object resolve(List<Object> arguments, Context context) throws Exception {
    return resolver.resolve(arguments, context);
  }
}
