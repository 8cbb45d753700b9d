package dev.hydrant.trainer.lm.mdlm;

import dev.hydrant.trainer.torch.Tensor;

/**
 * The chance α(t) that a token is still visible at time t, from about 1 at t = 0 to {@code min} at
 * t = 1. The share lost, 1 − α, is computed directly: near t = 0 the difference would lose all
 * digits.
 */
record MaskSchedule(AlphaType type, double min, double max) {
  private static final double OFFSET = 0.008;

  /** 1 − α(t), in the shape of t. */
  Tensor lost(Tensor t) {
    return type == AlphaType.LINEAR
        ? t.mul(max - min).add(1 - max)
        : angle(t).sin().square().mul(max - min).add(1 - max);
  }

  /** −α′(t), in the shape of t. */
  Tensor rate(Tensor t) {
    if (type == AlphaType.LINEAR) {
      return t.mul(0).add(max - min);
    }
    return angle(t).mul(2).sin().mul((max - min) * Math.PI / 2 / (1 + OFFSET));
  }

  private static Tensor angle(Tensor t) {
    return t.add(OFFSET).mul(Math.PI / 2 / (1 + OFFSET));
  }

  /** 1 − α(t) of a number. */
  double lost(double t) {
    if (type == AlphaType.LINEAR) {
      return 1 - max + (max - min) * t;
    }
    double sine = Math.sin(Math.PI / 2 * (t + OFFSET) / (1 + OFFSET));
    return 1 - max + (max - min) * sine * sine;
  }
}
