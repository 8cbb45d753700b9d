package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.trainer.lm.BitsPerByte;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.lm.currentbest.AttentionWindow;
import dev.hydrant.trainer.lm.generate.CachedDecoder;
import dev.hydrant.trainer.lm.generate.Decoder;
import dev.hydrant.trainer.lm.generate.TextGenerator;
import dev.hydrant.trainer.lm.generate.Vocabulary;
import dev.hydrant.trainer.lm.generate.WindowDecoder;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains all predictions, and validates the first: its loss is comparable with that of models of
 * one token.
 */
record MtpTraining(MtpConfig config, MtpModel model, Feed feed) implements TrainableModel {
  private static final Logger LOG = LoggerFactory.getLogger(MtpTraining.class);

  static TrainableModel create(
      MtpConfig config, MtpModel model, ModelContext context, boolean deepSeek) {
    TokenFeed feed =
        new TokenFeed(
            context.settings(TokenDataConfig.class),
            config.trunk().nCtx(),
            config.trunk().vocabSize(),
            config.tokens() - 1);
    Object topLevel = context.settings(MtpTopLevel.class).useDeepseekMtp().orElse(null);
    if (config.useDeepseekMtp().orElse(deepSeek) != deepSeek
        || topLevel instanceof Boolean b && b != deepSeek) {
      LOG.warn("use_deepseek_mtp is passed over: type={} decides", context.config().type());
    }
    return new MtpTraining(config, model, feed);
  }

  @Override
  public Module module() {
    return model;
  }

  @Override
  public Map<String, Double> scheduled(Moment moment) {
    return AttentionWindow.scheduled(config.trunk(), moment);
  }

  @Override
  public Objective loss(Map<String, Tensor> batch, Phase phase) {
    Tensor inputs = batch.get(TokenFeed.INPUTS);
    AttentionWindow window = AttentionWindow.of(config.trunk(), batch, inputs);
    Tensor targets = batch.get(TokenFeed.TARGETS);
    Objective objective = objective(model, inputs, targets, window, phase);
    return BitsPerByte.GPT2.on(objective, model.row(targets), phase);
  }

  @Override
  public Map<String, Double> derived(Map<String, Double> means) {
    return BitsPerByte.derived(means);
  }

  static Objective objective(
      MtpModel model, Tensor inputs, Tensor targets, AttentionWindow window, Phase phase) {
    List<Tensor> losses = model.losses(inputs, targets, window);
    Objective objective =
        new Objective(phase == Phase.TRAIN ? model.weighted(losses) : losses.get(0));
    objective.metric("loss_orig", losses.get(0));
    for (int k = 1; k < losses.size(); k++) {
      objective.metric("loss_token_" + k, losses.get(k));
    }
    return objective;
  }

  @Override
  public Optional<Generator> generator() {
    return Optional.of(
        new TextGenerator(
            Vocabulary.gpt2(config.trunk().vocabSize()),
            this::plain,
            this::cached,
            config.tokens() == 1 ? null : model::drafting));
  }

  private Decoder plain(EagerTorch torch) {
    return new WindowDecoder(
        torch,
        ids ->
            model.tokens(model.nextLogits(ids, AttentionWindow.of(config.trunk(), Map.of(), ids))),
        config.trunk().nCtx());
  }

  private Decoder cached(EagerTorch torch) {
    return new CachedDecoder(torch, model, config.trunk().nCtx(), model::nextLogits);
  }

  /** Of the trunk with an output for each prediction, and of what stands in between. */
  @Override
  public double flopsPerItem() {
    long between =
        model.parameters().stream()
            .filter(p -> p.shape().length >= 2 && !p.name().startsWith("trunk."))
            .filter(p -> !"head".equals(p.tag()))
            .mapToLong(Parameter::count)
            .sum();
    return config.trunk().flopsPerToken(config.tokens())
        + 6.0 * between
        + model.blocks() * config.trunk().attentionFlopsPerToken();
  }
}
