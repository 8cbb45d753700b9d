package dev.hydrant.trainer.lm.nsa;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.lm.CausalModel;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.ModelSizes;
import dev.hydrant.trainer.lm.OtherTrainersConfig;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.lm.currentbest.CurrentBest;
import dev.hydrant.trainer.lm.generate.CachedDecoder;
import dev.hydrant.trainer.lm.generate.TextGenerator;
import dev.hydrant.trainer.lm.generate.Vocabulary;
import dev.hydrant.trainer.lm.generate.WindowDecoder;
import dev.hydrant.trainer.model.BenchSize;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers type {@code nsa}: {@link CurrentBest} with {@link NsaAttention}. */
public final class NsaAdapter implements LanguageModelAdapter<NsaConfig> {
  @Override
  public String type() {
    return "nsa";
  }

  @Override
  public String description() {
    return "Native sparse attention on the trunk of current-best (Yuan et al. 2025)";
  }

  @Override
  public Class<NsaConfig> configType() {
    return NsaConfig.class;
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
  public List<Class<? extends Record>> settings() {
    return List.of(TokenDataConfig.class, OtherTrainersConfig.class, NsaOverrides.class);
  }

  @Override
  public List<String> tinySize() {
    return ModelSizes.ofModel(
        "vocab_size=61 n_ctx=16 num_layers=2 model_dim=8 num_heads=2 sliding_window_size=3"
            + " compress_block_size=2 num_selected_blocks=1");
  }

  @Override
  public Optional<BenchSize> benchSize(int tokens) {
    return Optional.of(ModelSizes.bench(tokens, ModelSizes.WIDE));
  }

  @Override
  public TrainableModel create(NsaConfig given, ModelContext context) {
    NsaConfig config = given.with(context.settings(NsaOverrides.class));
    if (!config.selectedBlocksAreWhole()) {
      throw UserException.usage(
          "compress_block_size %d must divide selection_block_size %d"
              .formatted(config.compressBlockSize(), config.selectionBlockSize()));
    }
    TokenFeed feed =
        new TokenFeed(context.settings(TokenDataConfig.class), config.nCtx(), config.vocabSize());
    CurrentBest model = module(config);
    return new CausalModel(
        model,
        feed,
        (ids, targets) -> model.loss(ids, targets, null),
        new TextGenerator(
            Vocabulary.gpt2(config.vocabSize()),
            torch ->
                new WindowDecoder(
                    torch, ids -> tokens(config, model.nextLogits(ids, null)), config.nCtx()),
            torch ->
                new CachedDecoder(
                    torch,
                    model,
                    config.nCtx(),
                    (ids, past) -> tokens(config, model.nextLogits(ids, null, past)),
                    true)),
        flopsPerToken(config));
  }

  /** Logits without those that fill the output up. */
  private static Tensor tokens(NsaConfig config, Tensor logits) {
    return logits.slice(-1, 0, config.vocabSize());
  }

  static CurrentBest module(NsaConfig config) {
    return new CurrentBest(config.trunk(), i -> new NsaAttention(config));
  }

  /**
   * Six for each weight of a matrix product, the compression's once a block and head, and twelve D
   * for each key a query sees.
   */
  static double flopsPerToken(NsaConfig c) {
    double d = c.modelDim();
    double l = c.compressBlockSize();
    double head = d / c.numHeads();
    double keys =
        c.nCtx() / (2 * l)
            + (c.numSelectedBlocks() + 1.0) * c.selectionBlockSize()
            + c.slidingWindowSize();
    double compression = 2 * c.numHeads() * (4 * l * head * head + 4 * head * head);
    double attention = 6 * (8 * d * d + compression) + 12 * d * keys;
    double mlp = 6 * 8 * d * d;
    return c.numLayers() * mlp
        + c.trunk().attentions() * attention
        + 6 * d * c.trunk().paddedVocabSize();
  }
}
