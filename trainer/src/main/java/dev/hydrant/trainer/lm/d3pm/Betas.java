package dev.hydrant.trainer.lm.d3pm;

/**
 * The noise of steps 1 … T in double precision: β_t, and what is lost by then, 1 − ᾱ_t with ᾱ_t = Π
 * (1 − β_s). Index 0 is before the first step.
 */
record Betas(double[] beta, double[] lost) {
  private static final double OFFSET = 0.008;
  private static final double MOST = 0.999;

  /**
   * @param first β of the first step of a linear schedule
   * @param last β of its last
   */
  static Betas of(BetaSchedule schedule, int steps, double first, double last) {
    double[] beta = new double[steps + 1];
    double[] lost = new double[steps + 1];
    for (int t = 1; t <= steps; t++) {
      beta[t] =
          switch (schedule) {
            case COSINE -> Math.min(1 - wave(t, steps) / wave(t - 1, steps), MOST);
            case LINEAR -> steps == 1 ? last : first + (last - first) * (t - 1) / (steps - 1);
            case MUTUAL_INFO -> 1.0 / (steps - t + 1);
          };
      lost[t] = lost[t - 1] + (1 - lost[t - 1]) * beta[t];
    }
    return new Betas(beta, lost);
  }

  private static double wave(int t, int steps) {
    double c = Math.cos(Math.PI / 2 * ((double) t / steps + OFFSET) / (1 + OFFSET));
    return c * c;
  }

  int steps() {
    return beta.length - 1;
  }
}
