package dev.hydrant.trainer.vqvae.prepare;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.analysis.Correlation;
import dev.hydrant.trainer.analysis.Histogram;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Drops features that tell nothing or nothing new, fills gaps and cuts outliers. All limits come
 * from the training rows and are applied to every row.
 */
public final class FeatureCleaning {
  /** How features are cleaned. */
  public record Settings(
      @Default("true") boolean enabled,
      @Doc("Features with a smaller standard deviation are dropped.")
          @Default("1e-10")
          @Range(min = 0)
          double varianceThreshold,
      @Doc("Of two features with a larger |correlation| the less informative one is dropped.")
          @Default("0.99")
          @Range(min = 0, max = 1)
          double deduplicateThreshold,
      @Doc("What counts as an outlier, which is moved to the limit.")
          @Default("percentile")
          @OneOf({"percentile", "iqr", "mad", "none"})
          String outlierMethod,
      @Doc("Lowest and highest percentile that stay.") @Default("[0.5, 99.5]")
          List<Double> percentileRange,
      @Default("1.5") @Range(above = 0) double iqrMultiplier,
      @Default("3.0") @Range(above = 0) double madThreshold) {

    /** What a configuration has that says nothing of cleaning. */
    public static Settings standard() {
      return new Settings(true, 1e-10, 0.99, "percentile", List.of(0.5, 99.5), 1.5, 3.0);
    }
  }

  /** Limits of one kept feature: gaps get the median, what lies outside is moved to the limit. */
  public record Limits(double low, double high, double median) {}

  /** What became of a feature that was dropped. */
  public record Dropped(int feature, String reason) {}

  /**
   * What cleaning does.
   *
   * @param mask {@code [D]}, which features are kept
   * @param limits of those, in order
   * @param dropped the others
   * @param clipped share of the training values that lie outside of their limits
   */
  public record Plan(boolean[] mask, List<Limits> limits, List<Dropped> dropped, double clipped) {
    /** The places of the features that are kept. */
    public int[] kept() {
      return IntStream.range(0, mask.length).filter(j -> mask[j]).toArray();
    }

    /** Cleans a table of floats {@code [N, D]}, row-major; returns {@code [N, kept]}. */
    public float[] apply(float[] table) {
      int[] kept = kept();
      int rows = table.length / mask.length;
      float[] out = new float[rows * kept.length];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < kept.length; j++) {
          float value = table[i * mask.length + kept[j]];
          Limits l = limits.get(j);
          double filled = Float.isNaN(value) ? l.median() : value;
          out[i * kept.length + j] = (float) Math.min(l.high(), Math.max(l.low(), filled));
        }
      }
      return out;
    }
  }

  private final Settings settings;
  private final double[][] columns;
  private final boolean[] mask;
  private final List<Dropped> dropped = new ArrayList<>();

  private FeatureCleaning(Matrix rows, Settings settings) {
    this.settings = settings;
    this.columns = Columns.of(rows);
    this.mask = new boolean[columns.length];
  }

  /**
   * Finds out what to keep and where the limits are.
   *
   * @param rows the training rows, {@code [N, D]}; gaps are NaN
   */
  public static Plan plan(Matrix rows, Settings settings) {
    return new FeatureCleaning(rows, settings).plan();
  }

  private Plan plan() {
    for (int j = 0; j < columns.length; j++) {
      boolean varies =
          !settings.enabled()
              || Columns.Moments.of(present(j)).deviation() > settings.varianceThreshold();
      mask[j] = varies && present(j).length > 0;
      if (!mask[j]) {
        dropped.add(new Dropped(j, "constant"));
      }
    }
    if (settings.enabled()) {
      dropCopies();
    }
    List<Limits> limits = new ArrayList<>();
    long outside = 0;
    for (int j = 0; j < columns.length; j++) {
      if (mask[j]) {
        Limits l = limits(present(j));
        if (settings.enabled() && l.low() >= l.high()) {
          // A few values alone differ, and are moved to the limit as well.
          mask[j] = false;
          dropped.add(new Dropped(j, "constant within its limits"));
          continue;
        }
        limits.add(l);
        for (double v : columns[j]) {
          outside += v < l.low() || v > l.high() ? 1 : 0;
        }
      }
    }
    double values = (double) Math.max(1, limits.size()) * columns[0].length;
    return new Plan(mask, List.copyOf(limits), List.copyOf(dropped), outside / values);
  }

  private double[] present(int feature) {
    return IntStream.range(0, columns[feature].length)
        .mapToDouble(i -> columns[feature][i])
        .filter(v -> !Double.isNaN(v))
        .toArray();
  }

  /** The later or less informative of two features that are nearly the same goes. */
  private void dropCopies() {
    int[] left = IntStream.range(0, columns.length).filter(j -> mask[j]).toArray();
    if (left.length < 2) {
      return;
    }
    double[] scores = IntStream.of(left).mapToDouble(j -> informativeness(present(j))).toArray();
    Matrix rho = Correlation.matrix(table(left));
    for (int a = 0; a < left.length; a++) {
      for (int b = a + 1; b < left.length && mask[left[a]]; b++) {
        if (mask[left[b]] && Math.abs(rho.get(a, b)) > settings.deduplicateThreshold()) {
          boolean firstGoes = scores[a] < scores[b];
          int gone = left[firstGoes ? a : b];
          mask[gone] = false;
          dropped.add(new Dropped(gone, "copy of feature " + left[firstGoes ? b : a]));
        }
      }
    }
  }

  private Matrix table(int[] features) {
    int n = columns[0].length;
    double[] values = new double[n * features.length];
    for (int j = 0; j < features.length; j++) {
      double median = Quantiles.of(present(features[j])).median();
      for (int i = 0; i < n; i++) {
        double v = columns[features[j]][i];
        values[i * features.length + j] = Double.isNaN(v) ? median : v;
      }
    }
    return Matrix.of(values, n, features.length);
  }

  /** Entropy of a histogram, times spread, times the share of values that are no outliers. */
  static double informativeness(double[] values) {
    int bins = Math.min(50, Math.max(1, values.length / 20));
    Quantiles q = Quantiles.of(values);
    double spread = q.interquartileRange();
    double low = q.at(0.25) - 1.5 * spread;
    double high = q.at(0.75) + 1.5 * spread;
    double outside = 0;
    for (double v : values) {
      outside += v < low || v > high ? 1 : 0;
    }
    return Histogram.of(values, bins).entropy() * (spread + 1e-10) * (1 - outside / values.length);
  }

  private Limits limits(double[] values) {
    Quantiles q = Quantiles.of(values);
    double median = q.median();
    if (!settings.enabled()) {
      return new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, median);
    }
    return switch (settings.outlierMethod()) {
      case "percentile" ->
          new Limits(
              q.at(settings.percentileRange().get(0) / 100),
              q.at(settings.percentileRange().get(1) / 100),
              median);
      case "iqr" -> {
        double reach = settings.iqrMultiplier() * q.interquartileRange();
        yield new Limits(q.at(0.25) - reach, q.at(0.75) + reach, median);
      }
      case "mad" -> {
        double reach = settings.madThreshold() * q.medianAbsoluteDeviation();
        yield new Limits(median - reach, median + reach, median);
      }
      default -> new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, median);
    };
  }
}
