package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;

/**
 * A codebook: each vector is replaced by the nearest code, whose gradient passes straight through
 * (van den Oord, Vinyals and Kavukcuoglu 2017, arXiv 1711.00937).
 *
 * <p>With moving averages (appendix A.1) the codes are buffers that follow the means of the vectors
 * they stand for; without, they are learned.
 */
public final class VectorQuantizer extends Module {
  private static final double EPS = 1e-5;

  /** The codes, {@code [n, d]}. */
  public final Parameter codes;

  /** Moving averages of how often each code is used, {@code [n]}; null without averages. */
  public final Parameter size;

  /** Moving averages of the sums of its vectors, {@code [n, d]}; null without averages. */
  public final Parameter sum;

  private final long count;
  private final Averages averages;

  /**
   * How codes follow their vectors.
   *
   * @param decay of the averages; 1 leaves the codes as they are
   * @param eps for codes that are hardly used
   */
  public record Averages(double decay, double eps) {
    /** With the usual term for unused codes. */
    public Averages(double decay) {
      this(decay, EPS);
    }
  }

  /**
   * @param averages null for codes that are learned by gradient
   */
  public VectorQuantizer(long count, long length, Averages averages) {
    Init first = Init.uniform(1.0 / count);
    this.count = count;
    this.averages = averages;
    if (averages == null) {
      codes = parameter("embedding.weight", first, count, length);
      size = null;
      sum = null;
    } else {
      codes = buffer("embedding.weight", first, count, length);
      size = buffer("ema_cluster_size", Init.ones(), count);
      sum = buffer("ema_w", Init.zeros(), count, length);
    }
  }

  /**
   * What became of vectors.
   *
   * @param tokens {@code [B]}, INT64
   * @param codes {@code [B, d]}: the codes' values with the vectors' gradient
   * @param loss the commitment, and without averages the codes' own term
   */
  public record Quantized(Tensor tokens, Tensor codes, Tensor loss) {}

  /** The nearest code of each vector {@code [B, d]}; of equally near ones the first. */
  public Tensor tokens(Tensor z) {
    Tensor vectors = z.detach();
    Tensor cross = vectors.linear(codes.detach()).mul(2);
    Tensor norms = codes.detach().square().sum(1);
    // ‖z‖² is the same for all codes, so it does not matter which is nearest.
    return norms.sub(cross).argmin(1);
  }

  /**
   * Replaces vectors by codes.
   *
   * @param z {@code [B, d]}
   * @param commitment weight of the pull of vectors to their codes, β
   */
  public Quantized forward(Tensor z, double commitment) {
    Tensor tokens = tokens(z);
    Tensor nearest = codes.embedding(tokens);
    Tensor loss = z.sub(nearest.detach()).square().mean().mul(commitment);
    if (averages == null) {
      loss = loss.add(z.detach().sub(nearest).square().mean());
    }
    return new Quantized(tokens, z.straightThrough(nearest), loss);
  }

  /**
   * Moves the averages and the codes by a batch, when its step ends.
   *
   * @param z {@code [B, d]} and its tokens {@code [B]}
   */
  void follow(Objective objective, Tensor z, Tensor tokens) {
    if (averages == null) {
      return;
    }
    DType real = z.dtype();
    Tensor used = tokens.oneHot(count).to(real);
    double keep = averages.decay();
    Tensor newSize = size.mul(keep).add(used.sum(0).mul(1 - keep));
    Tensor newSum = sum.mul(keep).add(used.t().matmul(z.detach()).mul(1 - keep));
    Tensor total = newSize.sum();
    Tensor smoothed = newSize.add(averages.eps()).div(total.add(count * averages.eps())).mul(total);
    objective.update(size, newSize).update(sum, newSum);
    objective.update(codes, newSum.div(smoothed.unsqueeze(1)));
  }
}
