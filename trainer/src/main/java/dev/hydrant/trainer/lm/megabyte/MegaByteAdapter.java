package dev.hydrant.trainer.lm.megabyte;

import dev.hydrant.trainer.data.text.Unit;
import dev.hydrant.trainer.lm.BitsPerByte;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.lm.ModelSizes;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.lm.generate.Decoder;
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
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers {@link MegaByte} as type {@code megabyte}. */
public final class MegaByteAdapter implements LanguageModelAdapter<MegaByteConfig> {
  @Override
  public String type() {
    return "megabyte";
  }

  @Override
  public String description() {
    return "MegaByte: a global model of byte patches and a local one within them (Yu et al. 2023)";
  }

  @Override
  public Class<MegaByteConfig> configType() {
    return MegaByteConfig.class;
  }

  @Override
  public Map<String, String> fallbacks() {
    return Map.of("n_ctx", "seq_len");
  }

  @Override
  public List<String> tinySize() {
    return ModelSizes.ofModel(
        "n_ctx=16 patch_size=4 d_local=8 d_global_pre_patch=4 n_layers_d_global=1"
            + " n_layers_d_local=1 local_n_heads=2 global_n_heads=2");
  }

  @Override
  public Optional<BenchSize> benchSize(int tokens) {
    return Optional.of(
        ModelSizes.bench(
            tokens,
            ModelSizes.ofModel(
                "d_local=384 n_layers_d_local=3 n_layers_d_global=3 local_n_heads=6"
                    + " global_n_heads=6 d_global_pre_patch=24")));
  }

  @Override
  public TrainableModel create(MegaByteConfig c, ModelContext context) {
    TokenFeed feed = new TokenFeed(context.settings(TokenDataConfig.class), c.nCtx(), c.ids());
    return new Trained(new MegaByte(c), feed, c);
  }

  private record Trained(MegaByte model, Feed feed, MegaByteConfig config)
      implements TrainableModel {
    @Override
    public Module module() {
      return model;
    }

    /** The targets alone: the model shifts them itself. */
    @Override
    public Objective loss(Map<String, Tensor> batch, Phase phase) {
      Tensor targets = batch.get(TokenFeed.TARGETS);
      Objective objective = new Objective(model.loss(targets));
      return BitsPerByte.BYTES.on(objective, targets, phase, config.padId());
    }

    /** A perplexity of bytes would be taken for one of tokens. */
    @Override
    public Map<String, Double> derived(Map<String, Double> means) {
      Map<String, Double> all = new LinkedHashMap<>(BitsPerByte.derived(means));
      all.remove("perplexity");
      return all;
    }

    @Override
    public Optional<Generator> generator() {
      return Optional.of(
          new TextGenerator(
              new Vocabulary(Unit.BYTES, config.ids()),
              torch -> new WindowDecoder(torch, model::nextLogits, config.nCtx() - 1),
              config.isCausal() ? this::decoder : null));
    }

    private Decoder decoder(EagerTorch torch) {
      return new MegaByteDecoder(torch, model, config.patchSize(), config.nCtx() - 1);
    }

    /** Six for each weight of a matrix product and twelve T·D for attention, in both models. */
    @Override
    public double flopsPerItem() {
      double p = config.patchSize();
      double global = config.nLayersDGlobal() * block(config.dGlobal(), config.nCtx() / p) / p;
      double local = config.nLayersDLocal() * block(config.dLocal(), p);
      return global + local + 6.0 * config.dLocal() * (config.dGlobalPrePatch() + config.ids());
    }

    private double block(double d, double length) {
      return 6 * (4 + 3.0 * config.dMult()) * d * d + 12 * length * d;
    }
  }
}
