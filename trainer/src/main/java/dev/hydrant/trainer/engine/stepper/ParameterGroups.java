package dev.hydrant.trainer.engine.stepper;

import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.optim.Adam;
import dev.hydrant.trainer.optim.AdamMini;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Muon;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.optim.Sgd;
import dev.hydrant.trainer.settings.OptimizerConfig;
import dev.hydrant.trainer.settings.OptimizerGroupConfig;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which optimizer group a parameter is in, and each group's rule at a step. Parameters of fewer
 * than two dimensions (biases, norms) are in groups of their own, which do not decay unless {@code
 * decay_vectors} says so.
 */
public final class ParameterGroups {
  private static final String NO_DECAY = ".no_decay";
  private static final String DECAYING = ".vectors";

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
    String group = groupOf.apply(p);
    return group + (p.shape().length >= 2 ? "" : decaysVectors(group) ? DECAYING : NO_DECAY);
  }

  /**
   * Returns the rule of each group.
   *
   * @param step steps done
   * @param factor on every learning rate
   * @throws UserException if {@code optimizer_groups} names a group that is not there
   */
  public Map<String, Rule> rules(Collection<String> groups, long step, double factor) {
    checkNames(groups);
    Map<String, Rule> rules = new LinkedHashMap<>();
    groups.forEach(g -> rules.put(g, rule(g, step, factor)));
    return rules;
  }

  private void checkNames(Collection<String> groups) {
    Set<String> present = new TreeSet<>();
    groups.forEach(g -> present.add(base(g)));
    for (String name : config.optimizerGroups().keySet()) {
      if (!present.contains(name)) {
        throw UserException.usage(
            "optimizer_groups.%s: this model has no parameters in such a group. %s"
                .formatted(name, Suggestions.didYouMeanOrList(name, present)));
      }
    }
  }

  private static String base(String name) {
    return name.replace(NO_DECAY, "").replace(DECAYING, "");
  }

  private OptimizerGroupConfig own(String group) {
    return config.optimizerGroups().getOrDefault(group, OptimizerGroupConfig.NONE);
  }

  private boolean decaysVectors(String group) {
    return own(group).decayVectors().orElse(config.decayVectors());
  }

  private Rule rule(String name, long step, double factor) {
    String group = base(name);
    OptimizerGroupConfig own = own(group);
    boolean isMatrices = group.equals(name);
    String optimizer = own.optimizer().orElse(config.optimizer());
    if (optimizer.equals("muon")) {
      double lr = factor * rate(group).orElse(BESIDE_MUON.getOrDefault(group, 0.04));
      boolean orthogonal = group.equals("hidden") || own.optimizer().isPresent();
      double decay = own.weightDecay().orElse(0.0);
      return orthogonal && isMatrices
          ? new Muon(lr, muonMomentum(step), true, decay)
          : new AdamW(lr, beta(own, 0, 0.8), beta(own, 1, 0.95), own.eps().orElse(1e-10), 0);
    }
    double b1 = beta(own, 0, config.betas().get(0));
    double b2 = beta(own, 1, config.betas().get(1));
    double eps = own.eps().orElse(config.eps());
    double decay =
        isMatrices || decaysVectors(group) ? own.weightDecay().orElse(config.weightDecay()) : 0;
    double lr = factor * rate(group).orElse(config.lr());
    return switch (optimizer) {
      case "sgd" -> new Sgd(lr, b1, decay);
      case "adam" -> new Adam(lr, b1, b2, eps, decay);
      default ->
          config.useAdamMini()
              ? new AdamMini(lr, b1, b2, eps, decay)
              : new AdamW(lr, b1, b2, eps, decay);
    };
  }

  private static double beta(OptimizerGroupConfig own, int i, double otherwise) {
    return own.betas().map(b -> b.get(i)).orElse(otherwise);
  }

  private static double muonMomentum(long step) {
    double done = Math.min((double) step / MUON_WARMUP, 1);
    return 0.85 * (1 - done) + 0.95 * done;
  }

  private Optional<Double> rate(String group) {
    if (own(group).lr().isPresent()) {
      return own(group).lr();
    }
    return switch (group) {
      case "head" -> config.lrHead();
      case "embed" -> config.lrEmbed();
      case "scalar" -> config.lrScalar();
      case "hidden" -> config.lrHidden();
      default -> Optional.empty();
    };
  }
}
