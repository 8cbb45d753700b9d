package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * How well distances survive: the correlation of distances between inputs, between latents and
 * between codes, over all pairs of rows, each row with itself included.
 *
 * @param before between inputs and latents, ρ_pre
 * @param after between latents and codes, ρ_post
 */
record Topography(Tensor before, Tensor after) {
  private static final double BEFORE = 0.3;
  private static final double AFTER = 0.7;

  /** Elements of distances that are worth one tensor; more would leave the processor's cache. */
  private static final long TOGETHER = 1 << 17;

  /**
   * Compares the distances of rows.
   *
   * @param x {@code [n, D]}
   * @param latents {@code [n, Σd]} of all quantizers
   * @param codes {@code [n, Σd]} of all quantizers
   * @param lengths d of each quantizer
   */
  static Topography of(Tensor x, Tensor latents, Tensor codes, Segments lengths) {
    Tensor inputs = distances(x, new Segments(new long[] {x.size(1)}));
    Tensor between = distances(latents, lengths);
    return new Topography(
        correlation(inputs, between), correlation(between, distances(codes, lengths)));
  }

  /** What is minimised, between 0 and 2. */
  Tensor loss() {
    return before.neg().add(1).mul(BEFORE).add(after.neg().add(1).mul(AFTER));
  }

  /**
   * Distances of rows, averaged over runs of columns: {@code [n, Σd] → [n, n]}. Roots are kept off
   * 0, where they have no slope.
   */
  static Tensor distances(Tensor x, Segments lengths) {
    List<Tensor> parts = lengths.split(x, 1);
    Tensor norms = x.square().linear(lengths.membership(x.torch(), d -> 1)).t();
    long n = x.size(0);
    if (lengths.count() * n * n <= TOGETHER) {
      List<Tensor> products = parts.stream().map(z -> z.matmul(z.t())).toList();
      Tensor all = roots(norms, Torch.stack(products, 0));
      return all.mean(0);
    }
    Tensor sum = null;
    for (int q = 0; q < parts.size(); q++) {
      Tensor z = parts.get(q);
      Tensor own = roots(norms.select(0, q), z.matmul(z.t()));
      sum = sum == null ? own : sum.add(own);
    }
    return sum.mul(1.0 / parts.size());
  }

  /** {@code √(‖a‖² + ‖b‖² − 2ab)} from norms {@code [..., n]} and products {@code [..., n, n]}. */
  private static Tensor roots(Tensor norms, Tensor products) {
    Tensor squares = products.mul(-2).add(norms.unsqueeze(-1)).add(norms.unsqueeze(-2));
    return squares.clampMin(0).add(1e-12).sqrt();
  }

  private static Tensor correlation(Tensor a, Tensor b) {
    Tensor x = a.sub(a.mean());
    Tensor y = b.sub(b.mean());
    Tensor scale = x.square().sum().sqrt().mul(y.square().sum().sqrt());
    return x.mul(y).sum().div(scale.add(1e-8));
  }
}
