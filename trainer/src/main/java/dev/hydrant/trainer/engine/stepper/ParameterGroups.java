package dev.hydrant.trainer.engine.stepper;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.optim.AdamMini;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Muon;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.optim.Sgd;
import dev.hydrant.trainer.settings.OptimizerConfig;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which optimizer group a parameter is in, and each group's rule at a step. Parameters of fewer
 * than two dimensions (biases, norms) are in groups of their own, which do not decay.
 */
public final class ParameterGroups {
  private static final String NO_DECAY = ".no_decay";

  /** Learning rates beside Muon, for groups that have none of their own. */
  private static final Map<String, Double> BESIDE_MUON =
      Map.of("head", 0.008, "embed", 0.6, "scalar", 0.04, "hidden", 0.05);

  private static final int MUON_WARMUP = 300;

  private final OptimizerConfig config;
  private final Function<Parameter, String> groupOf;

  /**
   * @param groupOf as {@link dev.hydrant.trainer.model.TrainableModel#group}
   */
  public ParameterGroups(OptimizerConfig config, Function<Parameter, String> groupOf) {
    this.config = config;
    this.groupOf = groupOf;
  }

  /** The name of the group a parameter is in. */
  public String name(Parameter p) {
    return groupOf.apply(p) + (p.shape().length < 2 ? NO_DECAY : "");
  }

  /**
   * Returns the rule of each group.
   *
   * @param step steps done
   * @param factor on every learning rate
   */
  public Map<String, Rule> rules(Collection<String> groups, long step, double factor) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    groups.forEach(g -> rules.put(g, rule(g, step, factor)));
    return rules;
  }

  private Rule rule(String name, long step, double factor) {
    String group = name.replace(NO_DECAY, "");
    if (config.optimizer().equals("muon")) {
      double lr = factor * rate(group).orElse(BESIDE_MUON.getOrDefault(group, 0.04));
      return group.equals("hidden") && group.equals(name)
          ? new Muon(lr, muonMomentum(step), true, 0)
          : new AdamW(lr, 0.8, 0.95, 1e-10, 0);
    }
    double b1 = config.betas().get(0);
    double b2 = config.betas().get(1);
    double decay = group.equals(name) ? config.weightDecay() : 0;
    double lr = factor * rate(group).orElse(config.lr());
    if (config.optimizer().equals("sgd")) {
      return new Sgd(lr, b1, decay);
    }
    return config.useAdamMini()
        ? new AdamMini(lr, b1, b2, config.eps(), decay)
        : new AdamW(lr, b1, b2, config.eps(), decay);
  }

  private static double muonMomentum(long step) {
    double done = Math.min((double) step / MUON_WARMUP, 1);
    return 0.85 * (1 - done) + 0.95 * done;
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
