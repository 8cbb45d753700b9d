package dev.hydrant.trainer.lm.sedd;

import dev.hydrant.trainer.torch.Tensor;

/**
 * The score entropy Σ (s_y − r_y·ln s_y + r_y·(ln r_y − 1)) over the states y a place may jump to,
 * where s are the network's ratios and r_y = p(y | x_0) / p(x_t | x_0) the true ones. It is never
 * negative, and 0 where s = r.
 */
final class ScoreEntropy {
  private ScoreEntropy() {}

  /**
   * At a mask. The network's output z counts as s_y = exp(z_y) · r / n with n tokens and r = 1/(e^σ
   * − 1), so that a constant output is a uniform guess at any level of noise; the logarithms of r
   * cancel.
   *
   * @param sum ln Σ exp(z_y) over the tokens
   * @param atTrue z at x_0
   * @param odds e^σ − 1
   */
  static Tensor atMask(Tensor sum, Tensor atTrue, Tensor odds, double tokens) {
    double all = Math.log(tokens);
    return sum.sub(all).expm1().sub(atTrue.sub(all)).div(odds);
  }

  /**
   * Where noise replaces tokens uniformly; jumps have rate 1/N.
   *
   * @param sum ln Σ exp(z_y) over y ≠ x_t
   * @param total Σ z_y over y ≠ x_t
   * @param atTrue z at x_0
   * @param same whether x_t is x_0
   * @param odds e^σ − 1
   */
  static Tensor uniform(
      Tensor sum, Tensor total, Tensor atTrue, Tensor same, Tensor odds, double n) {
    Tensor rho = odds.div(odds.add(n));
    Tensor log = rho.log();
    Tensor mean = total.div(n);
    Tensor kept = log.sub(1).sub(mean.mul(n / (n - 1))).mul(rho).mul((n - 1) / n);
    Tensor inverse = odds.reciprocal().add(1 / n); // 1 / (ρ·N)
    Tensor changed = log.add(1).neg().mul(inverse).sub((n - 2) / n).sub(atTrue.div(odds)).sub(mean);
    return sum.sub(Math.log(n)).exp().add(kept.where(same, changed));
  }
}
