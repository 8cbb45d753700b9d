package dev.hydrant.trainer.lm.ngpt;

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
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers {@link Ngpt} as type {@code ngpt}. */
public final class NgptAdapter implements LanguageModelAdapter<NgptConfig> {
  @Override
  public String type() {
    return "ngpt";
  }

  @Override
  public String description() {
    return "The normalised transformer, on the hypersphere (Loshchilov et al. 2024)";
  }

  @Override
  public Class<NgptConfig> configType() {
    return NgptConfig.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return Map.of(
        "num_layers", "num_layers",
        "model_dim", "model_dim",
        "num_heads", "num_heads",
        "n_ctx", "seq_len");
  }

  @Override
  public List<String> tinySize() {
    return ModelSizes.ofModel("vocab_size=61 n_ctx=16 model_dim=8 num_heads=2 num_layers=2");
  }

  @Override
  public Optional<BenchSize> benchSize(int tokens) {
    return Optional.of(ModelSizes.bench(tokens, ModelSizes.WIDE));
  }

  @Override
  public TrainableModel create(NgptConfig config, ModelContext context) {
    TokenFeed feed =
        new TokenFeed(context.settings(TokenDataConfig.class), config.nCtx(), config.vocabSize());
    return new Trainable(config, new Ngpt(config), feed);
  }

  private record Trainable(NgptConfig config, Ngpt model, Feed feed) implements TrainableModel {
    @Override
    public Module module() {
      return model;
    }

    @Override
    public Objective loss(Map<String, Tensor> batch, Phase phase) {
      Tensor targets = batch.get(TokenFeed.TARGETS);
      Objective objective = new Objective(model.loss(batch.get(TokenFeed.INPUTS), targets));
      return BitsPerByte.GPT2.on(objective, targets, phase);
    }

    @Override
    public Map<String, Double> derived(Map<String, Double> means) {
      return BitsPerByte.derived(means);
    }

    @Override
    public Map<Parameter, Tensor> afterStep() {
      return model.normalised();
    }

    @Override
    public Optional<Generator> generator() {
      return Optional.of(
          new TextGenerator(
              Vocabulary.gpt2(config.vocabSize()),
              model,
              ids -> tokens(model.nextLogits(ids)),
              (ids, past) -> tokens(model.nextLogits(ids, past)),
              config.nCtx()));
    }

    /** Logits without those that fill the output up. */
    private Tensor tokens(Tensor logits) {
      return logits.slice(-1, 0, config.vocabSize());
    }

    /** Six for each weight of a matrix product, and twelve T·D a layer for attention. */
    @Override
    public double flopsPerItem() {
      double d = config.modelDim();
      double matrices = 16 * d * d * config.numLayers() + d * config.paddedVocabSize();
      return 6 * matrices + 12 * d * config.numLayers() * config.nCtx();
    }
  }
}
