package dev.hydrant.trainer.optim;

/**
 * A factor that falls when a measured number has not become better for a while, as PyTorch's {@code
 * ReduceLROnPlateau} with a relative threshold.
 */
public final class Plateau {
  private final boolean smallerIsBetter;
  private final double gamma;
  private final int patience;
  private final double threshold;
  private final double least;
  private State state = new State(Double.NaN, 0, 1);

  /**
   * What it remembers.
   *
   * @param best the best number so far; NaN before the first
   * @param waited measurements since
   * @param factor of now
   */
  public record State(double best, int waited, double factor) {}

  /**
   * @param gamma what the factor is multiplied with when it falls
   * @param patience measurements that may be no better before it falls
   * @param threshold by which part of itself a number must be better
   * @param least the factor never falls below it
   */
  public Plateau(
      boolean smallerIsBetter, double gamma, int patience, double threshold, double least) {
    this.smallerIsBetter = smallerIsBetter;
    this.gamma = gamma;
    this.patience = patience;
    this.threshold = threshold;
    this.least = least;
  }

  /** The factor until the next measurement. */
  public double factor() {
    return state.factor();
  }

  /** Takes a measurement; one that is not finite is no better. */
  public void measured(double value) {
    if (Double.isFinite(value) && isBetter(value)) {
      state = new State(value, 0, state.factor());
    } else if (state.waited() + 1 > patience) {
      state = new State(state.best(), 0, Math.max(least, state.factor() * gamma));
    } else {
      state = new State(state.best(), state.waited() + 1, state.factor());
    }
  }

  private boolean isBetter(double value) {
    double best = state.best();
    double margin = threshold * Math.abs(best);
    return Double.isNaN(best) || (smallerIsBetter ? value < best - margin : value > best + margin);
  }

  public State state() {
    return state;
  }

  public void restore(State saved) {
    state = saved;
  }
}
