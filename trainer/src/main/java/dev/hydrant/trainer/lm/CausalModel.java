package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** A language model that predicts the next token and is trained on rows of tokens. */
public final class CausalModel implements TrainableModel {
  /** Top-level keys that stand in for absent sizes of a language model. */
  public static final Map<String, String> FALLBACKS =
      Map.of(
          "n_layers", "num_layers",
          "d_model", "model_dim",
          "num_heads", "num_heads",
          "n_ctx", "seq_len");

  /** What is minimised and reported for ids and targets, both {@code [B, T]}. */
  @FunctionalInterface
  public interface Loss {
    Objective of(Tensor ids, Tensor targets, Phase phase);
  }

  private final Module module;
  private final Feed feed;
  private final Loss loss;
  private final Generator generator;
  private final double flopsPerToken;

  /**
   * @param loss ids and targets, both {@code [B, T]} → a number
   * @param flopsPerToken operations of forward and backward for one token
   */
  public CausalModel(
      Module module,
      Feed feed,
      BinaryOperator<Tensor> loss,
      Generator generator,
      double flopsPerToken) {
    this(
        module,
        feed,
        (ids, targets, phase) -> new Objective(loss.apply(ids, targets)),
        generator,
        flopsPerToken);
  }

  /** As the other constructor, with a loss of several terms or one that depends on the phase. */
  public CausalModel(
      Module module, Feed feed, Loss loss, Generator generator, double flopsPerToken) {
    this.module = module;
    this.feed = feed;
    this.loss = loss;
    this.generator = generator;
    this.flopsPerToken = flopsPerToken;
  }

  @Override
  public Module module() {
    return module;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Objective loss(Map<String, Tensor> batch, Phase phase) {
    Tensor targets = batch.get(TokenFeed.TARGETS);
    return BitsPerByte.GPT2.on(
        loss.of(batch.get(TokenFeed.INPUTS), targets, phase), targets, phase);
  }

  @Override
  public Map<String, Double> derived(Map<String, Double> means) {
    return BitsPerByte.derived(means);
  }

  @Override
  public Optional<Generator> generator() {
    return Optional.of(generator);
  }

  @Override
  public double flopsPerItem() {
    return flopsPerToken;
  }
}
