package dev.hydrant.trainer.analysis;

/**
 * Counts in equal bins over [low, high], the last one closed; as NumPy's {@code histogram}.
 *
 * @param low the left edge of the first bin
 * @param high the right edge of the last bin
 * @param counts values per bin
 */
public record Histogram(double low, double high, long[] counts) {

  /**
   * The histogram of values from their minimum to their maximum; values that are all the same get
   * half a unit of room on each side.
   *
   * @throws IllegalArgumentException if there is no value, one is not finite, or bins &lt; 1
   */
  public static Histogram of(double[] values, int bins) {
    if (bins < 1 || values.length == 0) {
      throw new IllegalArgumentException(
          "A histogram needs bins >= 1 and a value, not " + bins + " and " + values.length);
    }
    Matrix.of(values, values.length, 1).requireFinite("A histogram");
    double low = values[0];
    double high = values[0];
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (low == high) {
      low -= 0.5;
      high += 0.5;
    }
    long[] counts = new long[bins];
    for (double value : values) {
      counts[bin(value, low, high, bins)]++;
    }
    return new Histogram(low, high, counts);
  }

  /** −Σ p ln p of the shares, in nats. */
  public double entropy() {
    return Entropy.nats(counts);
  }

  /** The division may round across an edge; the edges themselves decide. */
  private static int bin(double value, double low, double high, int bins) {
    int bin = Math.min(bins - 1, (int) ((value - low) / (high - low) * bins));
    if (value < edge(bin, low, high, bins)) {
      bin--;
    } else if (bin < bins - 1 && value >= edge(bin + 1, low, high, bins)) {
      bin++;
    }
    return bin;
  }

  private static double edge(int bin, double low, double high, int bins) {
    return low + bin * ((high - low) / bins);
  }
}
