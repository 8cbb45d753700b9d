package dev.hydrant.trainer.mixture.evaluate;

import java.util.Optional;

/**
 * How good a network is on sets of one kind, beside other methods on the same sets.
 *
 * @param snr decibels
 * @param components K; 0 if it varies
 * @param points N; 0 if it varies
 * @param sets how many
 * @param identity mean squared error of the points as they are
 * @param bayes that of the posterior means under the true mixtures
 * @param model the network's predictions
 * @param kMeans k-means of the points
 * @param ofPredictions k-means of the predictions
 * @param em expectation maximisation, if it is measured
 */
public record Cell(
    double snr,
    int components,
    int points,
    int sets,
    double identity,
    double bayes,
    Method model,
    Method kMeans,
    Method ofPredictions,
    Optional<Method> em) {

  /**
   * A method's answers.
   *
   * @param mse mean squared error of points
   * @param wasserstein squared 2-Wasserstein distance to the centres
   * @param logarithm of that, natural
   */
  public record Method(double mse, Spread wasserstein, Spread logarithm) {}

  /** 0 for the Bayes bound, 1 for the points as they are. */
  public double excess() {
    return excess(model.mse());
  }

  private double excess(double mse) {
    return (mse - bayes) / (identity - bayes);
  }

  /** By how many percent the network's mean Wasserstein distance is below that of k-means. */
  public double improvement() {
    return 100 * (1 - model.wasserstein().mean() / kMeans.wasserstein().mean());
  }
}
