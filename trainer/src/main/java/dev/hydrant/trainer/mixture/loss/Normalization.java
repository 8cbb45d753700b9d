package dev.hydrant.trainer.mixture.loss;

import dev.hydrant.trainer.torch.Tensor;

/** How the losses of sets with more and less noise become one number. */
public sealed interface Normalization {
  /** Keeps the logarithm of a loss of 0 finite. */
  double EPS = 1e-8;

  /**
   * @param losses of the sets, {@code [B]}
   * @param snr decibels, {@code [B]}
   * @return a scalar
   */
  Tensor mean(Tensor losses, Tensor snr);

  /** The mean. */
  record None() implements Normalization {
    @Override
    public Tensor mean(Tensor losses, Tensor snr) {
      return losses.mean();
    }
  }

  /** The mean logarithm: a set counts by the part of its own loss that it improves. */
  record Log() implements Normalization {
    @Override
    public Tensor mean(Tensor losses, Tensor snr) {
      return losses.add(EPS).log().mean();
    }
  }

  /**
   * The mean of losses times 10^(p·SNR/10).
   *
   * @param power p
   */
  record SnrPower(double power) implements Normalization {
    @Override
    public Tensor mean(Tensor losses, Tensor snr) {
      return losses.add(EPS).mul(snr.mul(power * Math.log(10) / 10).exp()).mean();
    }
  }
}
