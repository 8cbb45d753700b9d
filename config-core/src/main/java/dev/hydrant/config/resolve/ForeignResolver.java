package dev.hydrant.config.resolve;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.resolver.Resolver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;

/** Lets a {@link Resolver}, which knows plain values only, be called by the evaluation. */
record ForeignResolver(Resolver resolver) implements NodeResolver {
  @Override
  public Value call(Call call) {
    List<Object> arguments = new ArrayList<>(call.count());
    boolean secret = resolver.secret();
    for (Value argument : call.arguments()) {
      Node node = call.evaluation().expansion.expand(argument, Origin.BUILTIN);
      call.evaluation().trace.made(Expansion.expandedSize(argument));
      secret |= Secrets.isSecret(node);
      arguments.add(Values.plain(node));
    }
    Object result = resolver.cached() ? cached(call, arguments) : invoke(call, arguments);
    Value value;
    try {
      value = Values.fromPlain(result, call.at());
    } catch (IllegalArgumentException e) {
      throw new Refusal("Resolver '" + call.name() + "': " + e.getMessage());
    }
    return secret ? Secrets.mark(value) : value;
  }

  /** Not computeIfAbsent: a resolver may select a value that calls another cached one. */
  private Object cached(Call call, List<Object> arguments) {
    ConcurrentMap<Object, Optional<Object>> cache = call.evaluation().context.cache();
    List<Object> key = List.of(resolver, new ArrayList<>(arguments));
    Optional<Object> known = cache.get(key);
    if (known == null) {
      Optional<Object> made = Optional.ofNullable(invoke(call, arguments));
      Optional<Object> first = cache.putIfAbsent(key, made);
      known = first == null ? made : first;
    }
    return known.orElse(null);
  }

  private Object invoke(Call call, List<Object> arguments) {
    try {
      return resolver.resolve(Collections.unmodifiableList(arguments), new CallContext(call));
    } catch (ConfigException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new Refusal("Resolver '" + call.name() + "' failed: " + reason, e);
    }
  }

  private record CallContext(Call call) implements Resolver.Context {
    @Override
    public String key() {
      return call.at().toString();
    }

    @Override
    public Object select(String key) {
      Evaluation evaluation = call.evaluation();
      Value value = evaluation.selector.select(call.container(), key, false).value();
      return value == null || value instanceof Place place && place.isMissing()
          ? null
          : Values.plain(evaluation.expansion.expand(value, Origin.BUILTIN));
    }

    @Override
    public Optional<String> environment(String name) {
      return Optional.ofNullable(call.evaluation().context.environment().get(name));
    }
  }
}
