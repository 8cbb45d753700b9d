package dev.hydrant.trainer.lm.currentbest;

import dev.hydrant.trainer.lm.BitsPerByte;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.ModelSizes;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.lm.generate.TextGenerator;
import dev.hydrant.trainer.lm.generate.Vocabulary;
import dev.hydrant.trainer.model.BenchSize;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers {@link CurrentBest} as type {@code current-best}. */
public final class CurrentBestAdapter implements LanguageModelAdapter<CurrentBestConfig> {
  @Override
  public String type() {
    return "current-best";
  }

  @Override
  public String description() {
    return "The transformer of the GPT-2 speed runs, trained by Muon and Adam";
  }

  @Override
  public Class<CurrentBestConfig> configType() {
    return CurrentBestConfig.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return CurrentBestConfig.FALLBACKS;
  }

  @Override
  public String configName() {
    return "current_best_gpt";
  }

  @Override
  public List<String> tinySize() {
    return CurrentBestConfig.TINY;
  }

  @Override
  public Optional<BenchSize> benchSize(int tokens) {
    return Optional.of(ModelSizes.benchOfWholeRows(tokens, ModelSizes.WIDE));
  }

  @Override
  public TrainableModel create(CurrentBestConfig config, ModelContext context) {
    TokenFeed feed =
        new TokenFeed(context.settings(TokenDataConfig.class), config.nCtx(), config.vocabSize());
    return new Trainable(config, new CurrentBest(config), feed);
  }

  private record Trainable(CurrentBestConfig config, CurrentBest model, Feed feed)
      implements TrainableModel {
    @Override
    public Module module() {
      return model;
    }

    @Override
    public Map<String, Double> scheduled(Moment moment) {
      return AttentionWindow.scheduled(config, moment);
    }

    @Override
    public Objective loss(Map<String, Tensor> batch, Phase phase) {
      Tensor ids = batch.get(TokenFeed.INPUTS);
      AttentionWindow window = AttentionWindow.of(config, batch, ids);
      Tensor targets = batch.get(TokenFeed.TARGETS);
      Objective objective = new Objective(model.loss(ids, targets, window));
      return BitsPerByte.GPT2.on(objective, targets, phase);
    }

    @Override
    public Map<String, Double> derived(Map<String, Double> means) {
      return BitsPerByte.derived(means);
    }

    @Override
    public Optional<Generator> generator() {
      return Optional.of(
          new TextGenerator(
              Vocabulary.gpt2(config.vocabSize()),
              model,
              ids -> tokens(model.nextLogits(ids, AttentionWindow.of(config, Map.of(), ids))),
              (ids, past) ->
                  tokens(model.nextLogits(ids, AttentionWindow.of(config, Map.of(), ids), past)),
              config.nCtx()));
    }

    /** Logits without those that fill the output up. */
    private Tensor tokens(Tensor logits) {
      return logits.slice(-1, 0, config.vocabSize());
    }

    @Override
    public double flopsPerItem() {
      return config.flopsPerToken(1);
    }
  }
}
