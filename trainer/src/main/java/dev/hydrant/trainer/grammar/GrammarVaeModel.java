package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.grammar.model.GrammarVae;
import dev.hydrant.trainer.grammar.model.Latent;
import dev.hydrant.trainer.grammar.model.VaeLoss;
import dev.hydrant.trainer.grammar.model.VaeSizes;
import dev.hydrant.trainer.model.Artefacts;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Gathered;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.model.Stateful;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.model.Trouble;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.step.HostTensor;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link GrammarVae} with its sequences and its loss. */
final class GrammarVaeModel implements TrainableModel {
  private static final Logger LOG = LoggerFactory.getLogger(GrammarVaeModel.class);
  private static final String BETA = "beta";
  private static final String MEANS = "latent_means";

  /** A dimension whose means vary by more than this over the validation rows is in use. */
  private static final double ACTIVE = 0.01;

  private final GrammarVaeConfig config;
  private final RuleFacts facts;
  private final GrammarVae module;
  private final RuleFeed feed;
  private final BetaSchedule beta;
  private final VaeLoss.Scale scale;
  private final Hints hints;

  GrammarVaeModel(GrammarVaeConfig config, RuleFacts facts) {
    this.config = config;
    this.facts = facts;
    this.module = new GrammarVae(sizes(config, facts));
    this.feed = new RuleFeed(config, facts);
    this.beta = BetaSchedule.of(config);
    this.hints = new Hints(config);
    this.scale = VaeLoss.Scale.valueOf(config.lossScale().toUpperCase(Locale.ROOT));
  }

  static VaeSizes sizes(GrammarVaeConfig c, RuleFacts facts) {
    return new VaeSizes(
        facts.data().productions(),
        facts.data().length(),
        c.zDim(),
        c.encoderChannels()
            .orElseGet(() -> VaeSizes.channels(c.encoderHidden(), c.encoderConvLayers())),
        c.kernels(),
        c.encoderPool().equals("flatten"),
        c.encoderDense(),
        c.decoderHidden(),
        c.decoderLayers(),
        c.decoderShareLayers(),
        c.decoderDropout());
  }

  @Override
  public Module module() {
    return module;
  }

  /** The network. */
  GrammarVae network() {
    return module;
  }

  RuleFacts facts() {
    return facts;
  }

  GrammarVaeConfig config() {
    return config;
  }

  /** The sequences. */
  RuleFeed rules() {
    return feed;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Map<String, Double> scheduled(Moment moment) {
    return Map.of(BETA, beta.at(moment.epoch()));
  }

  @Override
  public Objective loss(Map<String, Tensor> batch, Phase phase) {
    Tensor ids = batch.get(RuleFeed.IDS);
    Tensor valid = ids.ge(0);
    boolean training = phase == Phase.TRAIN;
    Latent latent = module.encode(ids);
    Tensor z = training || config.valSample() ? latent.draw(config.latentNoise()) : latent.mean();
    Tensor masked = VaeLoss.masked(module.decode(z, training), allowed(batch, ids), valid);
    VaeLoss.Terms t = VaeLoss.of(masked, ids, latent, scale, config.freeBits());
    Tensor now = batch.get(BETA).squeeze(0);
    Tensor annealed = t.total(now);
    Objective objective =
        new Objective(training ? annealed : t.total(config.beta()))
            .metric("rec_loss", t.reconstruction())
            .metric("kl", t.divergence())
            .metric("kl_raw", t.rawDivergence())
            .metric("kl_per_dim", t.rawDivergence().mul(1.0 / config.zDim()))
            .metric(BETA, now)
            .metric("rec_per_seq", t.perSequence())
            .metric("neg_elbo", t.perSequence().add(t.rawDivergence()))
            .ratio("rec_per_token", t.crossEntropy(), t.tokens())
            .ratio("token_acc", t.rightTokens(), t.tokens())
            .ratio("seq_acc", t.rightRows(), ids.select(1, 0).ge(0).to(masked.dtype()).sum());
    return training
        ? objective
        : objective.metric("loss_annealed", annealed).gather(MEANS, latent.mean());
  }

  /** {@code [B, T, P]}: which rules each place allows. */
  private static Tensor allowed(Map<String, Tensor> batch, Tensor ids) {
    Tensor masks = batch.get(RuleFeed.MASKS);
    return masks != null
        ? masks
        : batch.get(RuleFeed.TABLE).to(ids.torch().floatType()).embedding(ids.clampMin(0)).gt(0.5);
  }

  @Override
  public Map<String, Double> summarize(Gathered gathered) {
    HostTensor means = gathered.rows(MEANS);
    int z = (int) means.shape()[1];
    int active = 0;
    for (int d = 0; d < z; d++) {
      active += variance(means.values(), d, z) > ACTIVE ? 1 : 0;
    }
    return Map.of("active_units", (double) active);
  }

  private static double variance(double[] rows, int column, int width) {
    double sum = 0;
    double squares = 0;
    int n = rows.length / width;
    for (int i = column; i < rows.length; i += width) {
      sum += rows[i];
      squares += rows[i] * rows[i];
    }
    return squares / n - sum / n * (sum / n);
  }

  @Override
  public Optional<Generator> generator() {
    return facts.grammar().map(grammar -> new GrammarGenerator(this, grammar));
  }

  @Override
  public Optional<Stateful> state() {
    return Optional.of(hints);
  }

  @Override
  public List<String> conclusions() {
    return hints.all().stream().map(hint -> "hint: " + hint).toList();
  }

  @Override
  public Optional<String> remedy(Trouble trouble) {
    return hints.against(trouble);
  }

  @Override
  public void writeArtefacts(Artefacts artefacts) {
    switch (artefacts.occasion()) {
      case EPOCH_END -> hints.afterEpoch(artefacts.row()).ifPresent(LOG::warn);
      case END -> {
        hints.atEnd(artefacts.row()).ifPresent(LOG::warn);
        new RunFiles(this, artefacts).write();
      }
      default -> {}
    }
  }
}
