package dev.hydrant.config.resolve;

import dev.hydrant.config.node.MapNode;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * What the evaluation of a tree may know besides the tree. One context serves one composition; the
 * jobs of a sweep share it, so that {@code now} and cached resolvers give them the same values.
 *
 * @param environment the variables that {@code oc.env} sees
 * @param resolvers the resolvers that can be called
 * @param now the time that {@code now} tells
 * @param hydra the config with its {@code hydra} key, for the {@code hydra} resolver; null when
 *     there is none
 * @param warnings receives warnings such as those of {@code oc.deprecated}
 * @param budget what the evaluation may cost
 * @param cache the results of cached resolvers
 * @param secrets the keys and variables whose values are not shown
 */
public record ResolutionContext(
    Map<String, String> environment,
    Resolvers resolvers,
    Moment now,
    MapNode hydra,
    Consumer<String> warnings,
    EvaluationBudget budget,
    ConcurrentMap<Object, Optional<Object>> cache,
    SecretKeys secrets) {

  /** A context with the standard resolvers and the present time; warnings are logged. */
  public static ResolutionContext of(Map<String, String> environment) {
    return new ResolutionContext(
        Map.copyOf(environment),
        Resolvers.STANDARD,
        Moment.present(),
        null,
        ResolutionContext::log,
        EvaluationBudget.DEFAULT,
        new ConcurrentHashMap<>(),
        SecretKeys.STANDARD);
  }

  /** Logs a warning; looking the logger up only now, as that may start a logging framework. */
  private static void log(String warning) {
    LoggerFactory.getLogger("dev.hydrant.config").warn(warning);
  }

  /** This context with other environment variables. */
  public ResolutionContext withEnvironment(Map<String, String> other) {
    return new ResolutionContext(
        Map.copyOf(other), resolvers, now, hydra, warnings, budget, cache, secrets);
  }

  /** This context with other resolvers. */
  public ResolutionContext withResolvers(Resolvers other) {
    return new ResolutionContext(environment, other, now, hydra, warnings, budget, cache, secrets);
  }

  /** This context at another time. */
  public ResolutionContext withNow(ZonedDateTime other) {
    return new ResolutionContext(
        environment, resolvers, Moment.of(other), hydra, warnings, budget, cache, secrets);
  }

  /** This context with the config that holds the {@code hydra} key. */
  public ResolutionContext withHydra(MapNode other) {
    return new ResolutionContext(
        environment, resolvers, now, other, warnings, budget, cache, secrets);
  }

  /** This context with another receiver of warnings. */
  public ResolutionContext withWarnings(Consumer<String> other) {
    return new ResolutionContext(environment, resolvers, now, hydra, other, budget, cache, secrets);
  }

  /** This context with another budget. */
  public ResolutionContext withBudget(EvaluationBudget other) {
    return new ResolutionContext(
        environment, resolvers, now, hydra, warnings, other, cache, secrets);
  }

  /** This context with other secret keys. */
  public ResolutionContext withSecrets(SecretKeys other) {
    return new ResolutionContext(
        environment, resolvers, now, hydra, warnings, budget, cache, other);
  }
}
