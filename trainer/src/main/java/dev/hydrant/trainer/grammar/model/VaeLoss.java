package dev.hydrant.trainer.grammar.model;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;

/**
 * What a grammar VAE loses on a batch: cross entropy over the rules that each place allows, and the
 * divergence of the latent vectors.
 */
public final class VaeLoss {
  /** The logit of a forbidden rule: finite, so that nothing becomes 0 · ∞. */
  private static final double FORBIDDEN = -3.4028234663852886e38;

  private VaeLoss() {}

  /** How reconstruction and divergence are weighed against each other. */
  public enum Scale {
    /** Cross entropy of a sequence, divergence averaged over the dimensions: Kusner's term. */
    PER_DIM,
    /** Cross entropy of a sequence and its divergence: with β = 1 the negative evidence bound. */
    ELBO,
    /** Cross entropy of a token, divergence of a sequence. */
    ORIGIN
  }

  /**
   * The terms of a batch.
   *
   * @param reconstruction the term as the scale has it
   * @param divergence mean over rows of the larger of divergence and free bits, nats
   * @param rawDivergence mean over rows of the divergence, nats
   * @param perSequence mean cross entropy of a sequence, nats
   * @param perToken mean cross entropy of a token, nats
   * @param crossEntropy of all tokens of the batch, nats
   * @param rightTokens how many tokens are right, of {@code tokens}
   * @param rightRows how many rows are right from start to end, of {@code rows}
   */
  public record Terms(
      Tensor reconstruction,
      Tensor divergence,
      Tensor rawDivergence,
      Tensor perSequence,
      Tensor perToken,
      Tensor crossEntropy,
      Tensor rightTokens,
      Tensor tokens,
      Tensor rightRows,
      long rows,
      double divergenceScale) {
    /** What is minimised with a weight β of the divergence. */
    public Tensor total(Tensor beta) {
      return reconstruction.add(divergence.mul(beta).mul(divergenceScale));
    }

    /** The same with a constant weight. */
    public Tensor total(double beta) {
      return reconstruction.add(divergence.mul(beta * divergenceScale));
    }
  }

  /**
   * Forbids what a place does not allow.
   *
   * @param logits {@code [B, T, P]}
   * @param allowed {@code [B, T, P]}, bool
   * @param valid {@code [B, T]}, bool: other places are padding and stay as they are
   */
  public static Tensor masked(Tensor logits, Tensor allowed, Tensor valid) {
    Tensor forbidden = allowed.logicalNot().logicalAnd(valid.unsqueeze(2));
    return logits.maskedFill(forbidden, FORBIDDEN);
  }

  /**
   * Computes the terms.
   *
   * @param masked logits {@code [B, T, P]} of {@link #masked}
   * @param ids {@code [B, T]}, −1 behind the end
   * @param freeBits nats that a row's divergence costs at least
   */
  public static Terms of(Tensor masked, Tensor ids, Latent latent, Scale scale, double freeBits) {
    DType real = masked.dtype();
    long rows = ids.size(0);
    Tensor valid = ids.ge(0).to(real);
    Tensor targets = ids.clampMin(0);
    Tensor each = masked.logSoftmax(2).gather(2, targets.unsqueeze(2)).squeeze(2).neg().mul(valid);
    Tensor sum = each.sum();
    Tensor tokens = valid.sum();
    Tensor perSequence = sum.mul(1.0 / rows);
    Tensor perToken = sum.div(tokens);
    Tensor right = masked.argmax(2).eq(targets).to(real);
    Tensor wrong = right.neg().add(1).mul(valid).sum(1);
    Tensor divergence = latent.divergence();
    return new Terms(
        scale == Scale.ORIGIN ? perToken : perSequence,
        divergence.clampMin(freeBits).mean(),
        divergence.mean(),
        perSequence,
        perToken,
        sum,
        right.mul(valid).sum(),
        tokens,
        wrong.eq(0).to(real).sum(),
        rows,
        scale == Scale.PER_DIM ? 1.0 / latent.mean().size(1) : 1);
  }
}
