package dev.hydrant.trainer.lm.mamba;

import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.ModelSizes;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.lm.generate.TextGenerator;
import dev.hydrant.trainer.lm.generate.Vocabulary;
import dev.hydrant.trainer.lm.generate.WindowDecoder;
import dev.hydrant.trainer.model.BenchSize;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.weights.WeightMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers {@link Mamba} as type {@code mamba}. */
public final class MambaAdapter implements LanguageModelAdapter<MambaConfig> {
  @Override
  public String type() {
    return "mamba";
  }

  @Override
  public String description() {
    return "Mamba: a selective state space model instead of attention (Gu and Dao 2023)";
  }

  @Override
  public Class<MambaConfig> configType() {
    return MambaConfig.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return Map.of("n_layers", "num_layers", "d_model", "model_dim", "n_ctx", "seq_len");
  }

  @Override
  public WeightMapping weightMapping(MambaConfig config, Module module) {
    return HuggingFaceMamba.of(type(), config, module);
  }

  @Override
  public List<String> tinySize() {
    return ModelSizes.ofModel("vocab_size=61 n_ctx=16 d_model=8 n_layers=1");
  }

  @Override
  public Optional<BenchSize> benchSize(int tokens) {
    return Optional.of(ModelSizes.bench(tokens, ModelSizes.ofModel("n_layers=6 d_model=384")));
  }

  @Override
  public TrainableModel create(MambaConfig config, ModelContext context) {
    Mamba model = new Mamba(config);
    TokenFeed feed =
        new TokenFeed(context.settings(TokenDataConfig.class), config.nCtx(), config.vocabSize());
    return new CausalModel(
        model,
        feed,
        (ids, targets, phase) -> new Objective(model.loss(ids, targets)),
        new TextGenerator(
            Vocabulary.gpt2(config.vocabSize()),
            torch -> new WindowDecoder(torch, model::nextLogits, Integer.MAX_VALUE),
            torch -> new MambaDecoder(torch, model)),
        flopsPerToken(config));
  }

  /** Six for each weight of a matrix product; the scan is no matrix product. */
  private static double flopsPerToken(MambaConfig c) {
    double d = c.dModel();
    double di = c.dInner();
    double mixer = 3 * d * di + di * (c.rank() + 2.0 * c.dState()) + c.rank() * di;
    double mlp = c.useMlp() ? 3 * d * d : 0;
    return 6 * (c.vocabSize() * d + c.nLayers() * (mixer + mlp));
  }
}
