package dev.hydrant.trainer.grammar;

/**
 * The weight of the KL divergence in each epoch: it grows to its value within some epochs and stays
 * there, or grows anew in every cycle (Fu et al. 2019, arXiv 1903.10145).
 *
 * @param beta the value
 * @param annealEpochs epochs in which it is reached; 0 for at once
 * @param cycle epochs of a cycle; 0 for none
 * @param ratio the part of a cycle in which it grows
 */
record BetaSchedule(double beta, long annealEpochs, long cycle, double ratio) {
  static BetaSchedule of(GrammarVaeConfig c) {
    return new BetaSchedule(
        c.beta(), c.klAnnealEpochs(), c.cyclicalBeta() ? c.cycleEpochs() : 0, c.cycleRatio());
  }

  /** The weight in an epoch, the first of which is 0. */
  double at(long epoch) {
    if (cycle > 0) {
      return beta * Math.min(1, (double) (epoch % cycle) / cycle / ratio);
    }
    return annealEpochs == 0 ? beta : beta * Math.min(1, (epoch + 1.0) / annealEpochs);
  }
}
