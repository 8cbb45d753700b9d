package dev.hydrant.trainer.lm.recurrentdepth;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.trainer.lm.BitsPerByte;
import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.ModelSizes;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.lm.generate.CachedDecoder;
import dev.hydrant.trainer.lm.generate.TextGenerator;
import dev.hydrant.trainer.lm.generate.Vocabulary;
import dev.hydrant.trainer.lm.generate.WindowDecoder;
import dev.hydrant.trainer.model.BenchSize;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers {@link RecurrentDepth} as type {@code recurrent-depth}. */
public final class RecurrentDepthAdapter implements LanguageModelAdapter<RecurrentDepthConfig> {
  private static final Logger LOG = LoggerFactory.getLogger(RecurrentDepthAdapter.class);

  /** What is needed of the run's settings. */
  record Seed(@Default("0") long seed, @Flatten Map<String, Object> others) {}

  @Override
  public String type() {
    return "recurrent-depth";
  }

  @Override
  public String description() {
    return "A transformer whose core is repeated as often as one likes (Geiping et al. 2025)";
  }

  @Override
  public Class<RecurrentDepthConfig> configType() {
    return RecurrentDepthConfig.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return CausalModel.FALLBACKS;
  }

  @Override
  public String configName() {
    return "rd";
  }

  @Override
  public List<String> tinySize() {
    return ModelSizes.ofModel(
        "vocab_size=61 n_ctx=16 d_model=8 num_heads=2 l_p=1 l_core=1 l_c=1 mean_recurrence=2"
            + " k_trunc=2 r_max=3 eval_recurrence=2");
  }

  @Override
  public Optional<BenchSize> benchSize(int tokens) {
    return Optional.of(
        ModelSizes.bench(
            tokens,
            ModelSizes.ofModel("d_model=384 num_heads=6 l_p=1 l_core=4 l_c=1 mean_recurrence=4")));
  }

  @Override
  public TrainableModel create(RecurrentDepthConfig c, ModelContext context) {
    Recurrences recurrences =
        new Recurrences(
            c.meanRecurrence(), c.lognormVar(), c.rMax(), context.settings(Seed.class).seed());
    TokenFeed tokens =
        new TokenFeed(context.settings(TokenDataConfig.class), c.nCtx(), c.vocabSize());
    RecurrentFeed feed = new RecurrentFeed(tokens, recurrences::of, c.evalRecurrence());
    LOG.info("the core runs {} in training", recurrences.describe());
    return new Trained(new RecurrentDepth(c), feed, c, flopsPerToken(c, recurrences));
  }

  /**
   * Six for each weight of a matrix product and twelve T·D for attention where the gradient flows,
   * a third of it in the repetitions before; averaged over batches.
   */
  static double flopsPerToken(RecurrentDepthConfig c, Recurrences recurrences) {
    double d = c.dModel();
    double block = 12 * d * d + 2 * c.nCtx() * d;
    double step = c.lCore() * block + (c.isConcat() ? 2 * d * d : 0);
    double all = recurrences.meanUpTo(c.rMax());
    double learned = recurrences.meanUpTo(c.kTrunc());
    return 6 * (c.vocabSize() * d + (c.lP() + c.lC()) * block + learned * step)
        + 2 * (all - learned) * step;
  }

  private record Trained(
      RecurrentDepth model, Feed feed, RecurrentDepthConfig config, double flopsPerItem)
      implements TrainableModel {
    @Override
    public Objective loss(Map<String, Tensor> batch, Phase phase) {
      Tensor ids = batch.get(TokenFeed.INPUTS);
      int repetitions = (int) batch.get(RecurrentFeed.REPETITIONS).numel();
      Tensor targets = batch.get(TokenFeed.TARGETS);
      Objective objective =
          new Objective(model.loss(ids, targets, repetitions))
              .metric("repetitions", ids.torch().scalar(repetitions));
      return BitsPerByte.GPT2.on(objective, targets, phase);
    }

    @Override
    public Map<String, Double> derived(Map<String, Double> means) {
      return BitsPerByte.derived(means);
    }

    @Override
    public Optional<Generator> generator() {
      FirstStates first = new FirstStates(config.nCtx(), config.dModel(), config.s0Std());
      return Optional.of(
          new TextGenerator(
              Vocabulary.gpt2(config.vocabSize()),
              torch ->
                  new WindowDecoder(
                      torch, ids -> model.nextLogits(ids, first.in(torch), null), config.nCtx()),
              torch ->
                  new CachedDecoder(
                      torch,
                      model,
                      config.nCtx(),
                      (ids, past) -> model.nextLogits(ids, first.in(torch), past))));
    }

    @Override
    public Module module() {
      return model;
    }
  }
}
