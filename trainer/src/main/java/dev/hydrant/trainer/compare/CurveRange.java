package dev.hydrant.trainer.compare;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * The values that a picture of curves reaches over. Runs that diverged leave the picture, as they
 * would press all others into a line; those drawn are always the majority.
 *
 * @param logarithmic whether the values are all positive and far apart
 */
record CurveRange(double low, double high, boolean logarithmic) {
  /** From this ratio on a logarithmic axis shows more. */
  private static final double FAR_APART = 30;

  /** How far a run may get worse than most, in gains of the best one. */
  private static final double REACH = 2;

  private static final double MARGIN = 0.04;

  /**
   * @param curves the finite values of each run, of which there is at least one
   * @param smallerIsBetter whether what diverges grows
   */
  static CurveRange of(List<List<Double>> curves, boolean smallerIsBetter) {
    List<List<Double>> sound = curves.stream().filter(within(curves, smallerIsBetter)).toList();
    List<List<Double>> drawn = 2 * sound.size() > curves.size() ? sound : curves;
    double bottom = drawn.stream().mapToDouble(CurveRange::least).min().orElseThrow();
    double top = drawn.stream().mapToDouble(CurveRange::greatest).max().orElseThrow();
    if (bottom > 0 && top / bottom >= FAR_APART) {
      return new CurveRange(bottom, top, true);
    }
    double margin = top > bottom ? MARGIN * (top - bottom) : Math.max(1e-9, Math.abs(top) * MARGIN);
    return new CurveRange(bottom - margin, top + margin, false);
  }

  /** Whether a run stays within {@link #REACH} times what the best one gained, on the bad side. */
  private static Predicate<List<Double>> within(
      List<List<Double>> curves, boolean smallerIsBetter) {
    double low = median(curves.stream().mapToDouble(CurveRange::least));
    double high = median(curves.stream().mapToDouble(CurveRange::greatest));
    double bottom = curves.stream().mapToDouble(CurveRange::least).min().orElseThrow();
    double top = curves.stream().mapToDouble(CurveRange::greatest).max().orElseThrow();
    double gained = smallerIsBetter ? high - bottom : top - low;
    if (gained <= 0) {
      return curve -> true;
    }
    return smallerIsBetter
        ? curve -> greatest(curve) <= high + REACH * gained
        : curve -> least(curve) >= low - REACH * gained;
  }

  private static double least(List<Double> curve) {
    return curve.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private static double greatest(List<Double> curve) {
    return curve.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }
}
