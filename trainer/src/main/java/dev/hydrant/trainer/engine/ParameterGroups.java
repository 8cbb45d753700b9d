package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.optim.Sgd;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which optimizer group a parameter is in, and each group's rule at a step. Parameters of fewer
 * than two dimensions (biases, norms) are in groups of their own, which do not decay.
 */
final class ParameterGroups {
  private static final String NO_DECAY = ".no_decay";

  private final OptimizerConfig config;
  private final Function<Parameter, String> groupOf;

  ParameterGroups(OptimizerConfig config, Function<Parameter, String> groupOf) {
    this.config = config;
    this.groupOf = groupOf;
  }

  String name(Parameter p) {
    return groupOf.apply(p) + (p.shape().length < 2 ? NO_DECAY : "");
  }

  /** The rule of each group with its learning rate times a factor. */
  Map<String, Rule> rules(Collection<String> groups, double factor) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    groups.forEach(g -> rules.put(g, rule(g, factor)));
    return rules;
  }

  private Rule rule(String group, double factor) {
    boolean decays = !group.endsWith(NO_DECAY);
    double decay = decays ? config.weightDecay() : 0;
    double lr = factor * rate(group.replace(NO_DECAY, "")).orElse(config.lr());
    return config.optimizer().equals("sgd")
        ? new Sgd(lr, config.betas().get(0), decay)
        : new AdamW(lr, config.betas().get(0), config.betas().get(1), config.eps(), decay);
  }

  private Optional<Double> rate(String group) {
    return switch (group) {
      case "head" -> config.lrHead();
      case "embed" -> config.lrEmbed();
      case "scalar" -> config.lrScalar();
      case "hidden" -> config.lrHidden();
      default -> Optional.empty();
    };
  }
}
