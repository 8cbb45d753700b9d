package dev.hydrant.trainer.lm.sedd;

import dev.hydrant.trainer.torch.Tensor;

/** Total noise σ(t) and its rate σ′(t) for t in (0, 1]. */
record Sigma(SigmaSchedule schedule, double eps, double min, double max) {
  private static final double FIRST_RATE = 0.1;
  private static final double LAST_RATE = 20;
  private static final double GROWTH = (LAST_RATE - FIRST_RATE) / 2;

  /** σ(t), in the shape of t. */
  Tensor total(Tensor t) {
    return switch (schedule) {
      case MUTUAL_INFO -> t.mul(-(1 - eps)).log1p().neg();
      case LINEAR -> t.mul(FIRST_RATE).add(t.square().mul(GROWTH));
      case GEOMETRIC -> t.mul(Math.log(max / min)).exp().mul(min);
    };
  }

  /** σ′(t), in the shape of t. */
  Tensor rate(Tensor t) {
    return switch (schedule) {
      case MUTUAL_INFO -> t.mul(-(1 - eps)).add(1).reciprocal().mul(1 - eps);
      case LINEAR -> t.mul(2 * GROWTH).add(FIRST_RATE);
      case GEOMETRIC -> total(t).mul(Math.log(max / min));
    };
  }

  /** σ′(t) of a number. */
  double rate(double t) {
    return switch (schedule) {
      case MUTUAL_INFO -> (1 - eps) / (1 - (1 - eps) * t);
      case LINEAR -> FIRST_RATE + 2 * GROWTH * t;
      case GEOMETRIC -> total(t) * Math.log(max / min);
    };
  }

  /** σ(t) of a number. */
  double total(double t) {
    return switch (schedule) {
      case MUTUAL_INFO -> -Math.log1p(-(1 - eps) * t);
      case LINEAR -> FIRST_RATE * t + GROWTH * t * t;
      case GEOMETRIC -> min * Math.pow(max / min, t);
    };
  }
}
