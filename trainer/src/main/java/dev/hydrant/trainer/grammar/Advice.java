package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.grammar.model.GrammarVae;
import dev.hydrant.trainer.settings.TrainConfig;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of a configuration before its first step. */
final class Advice {
  private static final Logger LOG = LoggerFactory.getLogger(Advice.class);

  /** β times the rules of a sequence above which a sum over tokens no longer counts. */
  private static final double HEAVY = 5;

  private final GrammarVaeConfig config;
  private final RuleFacts facts;
  private final TrainConfig engine;

  Advice(GrammarVaeConfig config, RuleFacts facts, TrainConfig engine) {
    this.config = config;
    this.facts = facts;
    this.engine = engine;
  }

  void atStart() {
    GrammarVae network = new GrammarVae(GrammarVaeModel.sizes(config, facts));
    LOG.info(
        "{}{}: {} parameters, N={}, T={}, P={}, median {} rules",
        config.preset().map(p -> "preset " + p).orElse("no preset"),
        config.description().map(d -> " (" + d + ")").orElse(""),
        "%,d".formatted(network.parameterCount()),
        facts.data().rows(),
        facts.data().length(),
        facts.data().productions(),
        facts.medianRules());
    RuleFeed feed = new RuleFeed(config, facts);
    long repeated = feed.repeated();
    if (repeated > 0) {
      LOG.info(
          "{} of {} validation rows also occur in training",
          repeated,
          feed.validationRows().size());
    }
    schedule();
    scale();
  }

  /** The course of beta in words. */
  static String course(BetaSchedule beta, long epochs) {
    if (beta.cycle() > 0) {
      return "beta rises from %s to %s in every %d epochs"
          .formatted(shown(beta.at(0)), shown(beta.at(beta.cycle() - 1)), beta.cycle());
    }
    long last = Math.max(1, Math.min(epochs, beta.annealEpochs()));
    if (last == 1) {
      return "beta is %s in all epochs".formatted(shown(beta.at(0)));
    }
    return "beta rises from %s in epoch 1 to %s in epoch %d%s"
        .formatted(
            shown(beta.at(0)),
            shown(beta.at(last - 1)),
            last,
            last < epochs ? ", and stays" : ", the last");
  }

  private static String shown(double beta) {
    return String.format(Locale.ROOT, "%.3g", beta);
  }

  private void schedule() {
    if (config.beta() > 1) {
      LOG.warn("beta={} is above its usual range of 0 to 1", config.beta());
    }
    long epochs = engine.loop().numEpochs().orElse(config.epochs());
    LOG.info(course(BetaSchedule.of(config), epochs));
    if (config.cyclicalBeta()) {
      LOG.warn("cyclical_beta=true: kl_anneal_epochs has no effect");
    } else if (config.klAnnealEpochs() > epochs && epochs > 0) {
      LOG.warn(
          "kl_anneal_epochs={} is more than the {} epochs of this run: beta will only reach {} of {}",
          config.klAnnealEpochs(),
          epochs,
          "%.2f".formatted(BetaSchedule.of(config).at(epochs - 1)),
          config.beta());
    }
  }

  private void scale() {
    boolean faint = config.latentNoise() < 0.1;
    boolean heavy =
        switch (config.lossScale()) {
          case "origin" -> config.beta() * facts.medianRules() > HEAVY;
          case "elbo" -> config.beta() >= 0.5 && !faint;
          default -> false;
        };
    if (heavy) {
      LOG.warn(
          "loss_scale={} with beta={}: expect posterior collapse (kl_per_dim < 0.01); try loss_scale=per_dim",
          config.lossScale(),
          config.beta());
    }
  }
}
