package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.engine.stepper.StepResult;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * The learning-rate range test (Smith 2015, arXiv 1506.01186, section 3.3): the rate grows from
 * step to step by the same factor while a model trains, until the loss runs away. What it learned
 * is thrown away.
 *
 * @param points in the order of the steps
 */
public record LearningRateRange(List<Point> points) {
  /** Weight of the past in the running mean of the loss. */
  private static final double MEMORY = 0.9;

  /** A loss above the first by this part of it ends the test. */
  private static final double RUN_AWAY = 0.1;

  /** Steps before the running mean tells anything. */
  private static final int SETTLED = 5;

  public LearningRateRange {
    points = List.copyOf(points);
  }

  /**
   * One step.
   *
   * @param smoothed running mean of the loss, corrected for its start
   */
  public record Point(double lr, double loss, double smoothed) {}

  /**
   * Takes the steps.
   *
   * @param stepper of a fresh model; it is changed
   * @param lr the learning rate of the configuration, which the stepper multiplies
   * @param from the first rate, above 0
   * @param to the last rate, if the loss does not run away before
   * @param steps at least 2
   * @param onPoint after each step
   */
  public static LearningRateRange run(
      Stepper stepper,
      BatchSource<Batch> batches,
      int microBatches,
      double lr,
      double from,
      double to,
      int steps,
      Consumer<Point> onPoint) {
    List<Point> points = new ArrayList<>();
    double mean = 0;
    for (int i = 0; i < steps; i++) {
      double rate = from * Math.pow(to / from, (double) i / (steps - 1));
      List<Batch> micro = new ArrayList<>();
      for (int k = 0; k < microBatches; k++) {
        micro.add(batches.read((long) i * microBatches + k));
      }
      StepResult result = stepper.train(micro, i, rate / lr);
      if (!result.applied() || !Double.isFinite(result.loss())) {
        break;
      }
      mean = MEMORY * mean + (1 - MEMORY) * result.loss();
      Point point = new Point(rate, result.loss(), mean / (1 - Math.pow(MEMORY, i + 1)));
      points.add(point);
      onPoint.accept(point);
      double first = points.get(0).loss();
      if (i >= SETTLED && point.loss() > first + RUN_AWAY * Math.abs(first)) {
        break;
      }
    }
    return new LearningRateRange(points);
  }

  /** The rate at which the running mean was least; empty if there are too few points. */
  public OptionalDouble best() {
    return points.stream()
        .skip(SETTLED)
        .min((a, b) -> Double.compare(a.smoothed(), b.smoothed()))
        .map(p -> OptionalDouble.of(p.lr()))
        .orElse(OptionalDouble.empty());
  }

  /**
   * A rate to begin with: where the running mean falls fastest over the logarithm of the rate.
   * Empty if it never falls.
   */
  public OptionalDouble suggestion() {
    int reach = Math.max(1, points.size() / 20);
    double steepest = 0;
    OptionalDouble at = OptionalDouble.empty();
    for (int i = SETTLED + reach; i + reach < points.size(); i++) {
      double slope = points.get(i + reach).smoothed() - points.get(i - reach).smoothed();
      if (slope < steepest) {
        steepest = slope;
        at = OptionalDouble.of(points.get(i).lr());
      }
    }
    return at;
  }
}
