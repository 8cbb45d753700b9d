package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.Feed;
import dev.hydrant.trainer.TrainableModel;
import dev.hydrant.trainer.generate.Generator;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.optim.Objective;
import dev.hydrant.trainer.optim.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A language model that predicts the next token and is trained by one loss. */
public final class CausalModel implements TrainableModel {
  /** Top-level keys that stand in for absent sizes of a language model. */
  public static final Map<String, String> FALLBACKS =
      Map.of(
          "n_layers", "num_layers",
          "d_model", "model_dim",
          "num_heads", "num_heads",
          "n_ctx", "seq_len");

  private final Module module;
  private final Feed feed;
  private final BinaryOperator<Tensor> loss;
  private final Generator generator;
  private final double flopsPerToken;

  /**
   * @param loss ids and targets, both {@code [B, T]} → a number
   * @param nextLogits ids {@code [B, T]} → logits of the next token {@code [B, V]}
   * @param context longest row, T
   * @param flopsPerToken operations of forward and backward for one token
   */
  public CausalModel(
      Module module,
      Feed feed,
      BinaryOperator<Tensor> loss,
      UnaryOperator<Tensor> nextLogits,
      int context,
      double flopsPerToken) {
    this.module = module;
    this.feed = feed;
    this.loss = loss;
    this.flopsPerToken = flopsPerToken;
    this.generator = new TextGenerator(nextLogits, context);
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
    return new Objective(loss.apply(batch.get(TokenFeed.INPUTS), batch.get(TokenFeed.TARGETS)));
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
