package dev.hydrant.trainer.lm.d3pm;

import dev.hydrant.trainer.torch.Tensor;

/**
 * The posterior of noise that replaces tokens uniformly, q(x_s | x_t, x_0) ∝ like ∘ prior with like
 * = (1 − β)·1[x_t] + β/K and prior = ᾱ_s·1[x_0] + (1 − ᾱ_s)/K; for the model, the prediction p̃
 * stands in the place of 1[x_0].
 */
final class UniformPosterior {
  private UniformPosterior() {}

  /**
   * KL(q ‖ p) of each place, or −ln p(x_0) where s = 0. Both posteriors are constant but for the
   * prediction, which enters by its values at x_0 and x_t and by one sum over all tokens; priors
   * are measured in units of (1 − ᾱ_s)/K.
   *
   * @param beta {@code [N]}
   * @param lost 1 − ᾱ_s {@code [N]}
   * @param same whether x_t is x_0, 1 or 0 {@code [N]}
   * @param atTrue ln p̃(x_0) {@code [N]}
   * @param atNow ln p̃(x_t) {@code [N]}
   * @param spread Σ ln(1 + ρ·p̃) with {@link #rho} {@code [N]}
   */
  static Tensor divergence(
      Tensor beta,
      Tensor lost,
      Tensor same,
      Tensor atTrue,
      Tensor atNow,
      Tensor spread,
      double states) {
    Tensor stay = beta.neg().add(1);
    Tensor rho = rho(lost, states);
    Tensor base = beta.div(some(lost));
    Tensor zq = base.add(stay.mul(rho.mul(same).add(1)));
    Tensor zp = base.add(stay.mul(rho.mul(atNow.exp()).add(1)));
    Tensor other = beta.div(states);
    Tensor qTrue = other.add(stay.mul(same)).mul(rho.add(1)).div(zq);
    Tensor qOther = other.div(zq);
    Tensor logTrue = rho.mul(atTrue.exp()).log1p();
    Tensor moved = same.neg().add(1).mul(stay).div(zq).mul(rho.mul(atNow.exp()).log1p());
    Tensor kl =
        qTrue
            .mul(rho.log1p().sub(logTrue))
            .sub(qOther.mul(spread.sub(logTrue)))
            .sub(moved)
            .add(zp.div(zq).log());
    Tensor first =
        other.add(stay.mul(atNow.exp())).div(other.add(stay.mul(same))).log().sub(atTrue);
    return first.where(lost.eq(0), kl);
  }

  /** The odds ᾱ_s·K / (1 − ᾱ_s) of the prediction against noise; 0 where s = 0. */
  static Tensor rho(Tensor lost, double states) {
    return lost.neg().add(1).mul(states).div(some(lost)).maskedFill(lost.eq(0), 0);
  }

  /** Keeps what is not used finite. */
  private static Tensor some(Tensor lost) {
    return lost.maskedFill(lost.eq(0), 1);
  }

  /**
   * Weights of x_s given x_t and the prediction, {@code [n, K]}.
   *
   * @param prediction p̃ {@code [n, K]}
   * @param now x_t {@code [n]}
   * @param beta noise between s and t
   * @param lost 1 − ᾱ_s
   */
  static Tensor weights(Tensor prediction, Tensor now, double beta, double lost) {
    double k = prediction.size(-1);
    Tensor prior = prediction.mul(1 - lost).add(lost / k);
    Tensor like = now.oneHot(prediction.size(-1)).to(prediction.dtype()).mul(1 - beta);
    return prior.mul(like.add(beta / k));
  }
}
