package dev.hydrant.config.search;

/**
 * One searched parameter, seen by the algorithms as a coordinate in [0, 1).
 *
 * <p>{@link #value(double)} maps a coordinate to the parameter's value; a {@link Choice} yields the
 * index of the chosen option.
 */
public sealed interface Dimension {

  /** The value at coordinate {@code u} in [0, 1). */
  double value(double u);

  /** A coordinate whose {@link #value(double)} is {@code value}: the middle of its cell. */
  double coordinate(double value);

  /** Unordered options, by index 0 … count − 1. */
  record Choice(int count) implements Dimension {
    public Choice {
      if (count < 1) {
        throw new IllegalArgumentException("a choice needs at least one option");
      }
    }

    @Override
    public double value(double u) {
      return Math.min(count - 1, (int) (u * count));
    }

    @Override
    public double coordinate(double value) {
      return (value + 0.5) / count;
    }
  }

  /** Ordered values {@code start, start + step, …}, {@code count} of them. */
  record Grid(double start, double step, int count) implements Dimension {
    public Grid {
      if (count < 1 || step == 0 || !Double.isFinite(start) || !Double.isFinite(step)) {
        throw new IllegalArgumentException("a grid needs a finite start, a step and a point");
      }
    }

    @Override
    public double value(double u) {
      return start + step * Math.min(count - 1, (int) (u * count));
    }

    @Override
    public double coordinate(double value) {
      return (Math.rint((value - start) / step) + 0.5) / count;
    }
  }

  /** Real numbers between {@code low} and {@code high}, on a logarithmic scale if {@code log}. */
  record Interval(double low, double high, boolean log) implements Dimension {
    public Interval {
      if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
        throw new IllegalArgumentException("an interval needs finite bounds, low < high");
      }
      if (log && low <= 0) {
        throw new IllegalArgumentException("a logarithmic interval needs a positive lower bound");
      }
    }

    @Override
    public double value(double u) {
      return log ? low * Math.pow(high / low, u) : low + u * (high - low);
    }

    @Override
    public double coordinate(double value) {
      double u = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
      return Math.max(0, Math.min(Math.nextDown(1.0), u));
    }
  }
}
