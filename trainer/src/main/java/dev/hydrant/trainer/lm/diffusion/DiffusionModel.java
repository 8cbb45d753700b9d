package dev.hydrant.trainer.lm.diffusion;

import dev.hydrant.trainer.lm.BitsPerByte;
import dev.hydrant.trainer.lm.TokenDataConfig;
import dev.hydrant.trainer.lm.TokenFeed;
import dev.hydrant.trainer.lm.generate.Vocabulary;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.GeneratorFeature;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A {@link Denoiser} with its data: rows of tokens, of which it hides a part and guesses it. */
public final class DiffusionModel implements TrainableModel {
  private final Denoiser denoiser;
  private final Feed feed;
  private final int vocabSize;

  public DiffusionModel(Denoiser denoiser, Feed feed, int vocabSize) {
    this.denoiser = denoiser;
    this.feed = feed;
    this.vocabSize = vocabSize;
  }

  /** Over the token shards that the configuration names. */
  public static DiffusionModel of(Denoiser denoiser, int vocabSize, ModelContext context) {
    TokenDataConfig data = context.settings(TokenDataConfig.class);
    TokenFeed feed = new TokenFeed(data, denoiser.sizes().context(), vocabSize);
    return new DiffusionModel(denoiser, feed, vocabSize);
  }

  @Override
  public Module module() {
    return denoiser;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Objective loss(Map<String, Tensor> batch, Phase phase) {
    Tensor ids = batch.get(TokenFeed.INPUTS);
    return BitsPerByte.GPT2.on(denoiser.objective(ids, phase), ids, phase);
  }

  /** Bounds on perplexity and bits a byte, from the bound on −ln p of a token. */
  @Override
  public Map<String, Double> derived(Map<String, Double> means) {
    return BitsPerByte.derived(means, Denoiser.BOUND, "_bound");
  }

  @Override
  public Optional<Generator> generator() {
    return Optional.of(
        new DiffusionText(
            (steps, euler) ->
                euler ? denoiser.reverseByEuler(steps).orElseThrow() : denoiser.reverse(steps),
            denoiser.reverseByEuler(0).isPresent()
                ? Set.of(GeneratorFeature.STEPS, GeneratorFeature.EULER)
                : Set.of(GeneratorFeature.STEPS),
            denoiser.states(),
            Vocabulary.gpt2(vocabSize),
            denoiser.sizes().context()));
  }

  @Override
  public double flopsPerItem() {
    return denoiser.flopsPerToken();
  }
}
