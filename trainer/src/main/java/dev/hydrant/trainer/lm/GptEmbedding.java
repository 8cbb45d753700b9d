package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;

/**
 * The ends of a GPT: token and position tables in front, and behind the last norm the output tied
 * to the token table. What lies between is the model's affair.
 */
public final class GptEmbedding extends Module {
  private static final double STD = 0.02;

  private final Parameter tokens;
  private final Parameter positions;

  /**
   * @param nCtx longest row
   */
  public GptEmbedding(long vocabSize, long nCtx, long dim) {
    tokens = parameter("wte.weight", Init.normal(STD), vocabSize, dim).tag("head");
    positions = parameter("wpe.weight", Init.normal(STD), nCtx, dim).tag("embed");
  }

  /**
   * ids {@code [B, T]} → {@code [B, T, D]}.
   *
   * @throws IllegalArgumentException if a row is longer than the table of positions
   */
  public Tensor forward(Tensor ids) {
    long t = ids.size(1);
    if (t > positions.size(0)) {
      throw new IllegalArgumentException(
          "The sequence has " + t + " tokens, but n_ctx is " + positions.size(0));
    }
    return tokens.embedding(ids).add(positions.slice(0, 0, t));
  }

  /** The next tokens of a text, ids {@code [1, S]} → {@code [1, S, D]}. */
  public Tensor next(Tensor ids, KvCache cache) {
    return tokens
        .embedding(ids)
        .add(positions.embedding(cache.positions(ids.torch(), ids.size(1))));
  }

  /** x {@code [..., D]} → logits {@code [..., V]}. */
  public Tensor logits(Tensor x) {
    return x.linear(tokens);
  }

  /**
   * Mean cross entropy of x {@code [B, T, D]} and targets {@code [B, T]}; logits are never whole.
   */
  public Tensor loss(Tensor x, Tensor targets) {
    return x.linearCrossEntropy(tokens, targets, 0);
  }
}
