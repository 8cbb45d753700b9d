package dev.hydrant.config.grammar;

import dev.hydrant.config.grammar.SweepValue.Choice;
import dev.hydrant.config.grammar.SweepValue.Range;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sorts a range by turning it round where it runs the wrong way.
 *
 * <p>Hydra 1.3 starts the turned range one step before its stop, which invents numbers where the
 * stop is no multiple of the step: {@code sort(range(0,10,3),reverse=true)} is 7, 4, 1, -2 there.
 * Here, as in later versions, it is 9, 6, 3, 0.
 */
final class RangeOrder {
  private static final double TOLERANCE = 1e-9;
  private static final int LIMIT = 1_000_000;

  private RangeOrder() {}

  /** Returns a range, or the choice of its numbers where no range of floats has the same ones. */
  static SweepValue sorted(Range range, boolean reverse) {
    double start = PythonNumbers.toDouble(range.start());
    double stop = PythonNumbers.toDouble(range.stop());
    if (!(reverse ? start < stop : start > stop)) {
      return range;
    }
    if (RangeNumbers.isFloating(range) && !reachesItsStop(range)) {
      return reversedNumbers(range);
    }
    Object back = magnitude(range.step(), reverse);
    return new Range(
        add(end(range), back),
        add(range.start(), back),
        negate(range.step()),
        range.shuffled(),
        range.tags());
  }

  /** Whether a range of floats, if it has an end, has its stop as a multiple of its step. */
  private static boolean reachesItsStop(Range range) {
    double start = PythonNumbers.toDouble(range.start());
    double step = PythonNumbers.toDouble(range.step());
    double steps = (PythonNumbers.toDouble(range.stop()) - start) / step;
    return !(steps > 0)
        || Double.isInfinite(steps)
        || Math.abs(steps - Math.rint(steps)) < TOLERANCE * Math.max(1, steps);
  }

  private static SweepValue reversedNumbers(Range range) {
    List<OverrideValue> values = new ArrayList<>();
    try {
      RangeNumbers.of(range, LIMIT).forEach(n -> values.add(new OverrideValue.Scalar(n)));
    } catch (IllegalArgumentException e) {
      throw new FunctionException(e.getMessage());
    }
    Collections.reverse(values);
    return new Choice(values, false, range.shuffled(), range.tags());
  }

  /** The first number that the range does not reach. */
  private static Object end(Range range) {
    if (RangeNumbers.isFloating(range)) {
      return range.stop();
    }
    BigInteger start = RangeNumbers.integer(range.start());
    BigInteger step = RangeNumbers.integer(range.step());
    BigInteger stop = RangeNumbers.integer(range.stop());
    BigInteger count = step.signum() == 0 ? BigInteger.ZERO : RangeNumbers.count(start, stop, step);
    return count.signum() == 0 ? range.stop() : narrow(start.add(count.multiply(step)));
  }

  private static Object add(Object a, Object b) {
    return a instanceof Double || b instanceof Double
        ? (Object) (PythonNumbers.toDouble(a) + PythonNumbers.toDouble(b))
        : narrow(RangeNumbers.integer(a).add(RangeNumbers.integer(b)));
  }

  private static Object magnitude(Object number, boolean negative) {
    if (number instanceof Double d) {
      return negative ? -Math.abs(d) : Math.abs(d);
    }
    BigInteger size = RangeNumbers.integer(number).abs();
    return narrow(negative ? size.negate() : size);
  }

  private static Object negate(Object number) {
    return number instanceof Double d
        ? (Object) (-d)
        : narrow(RangeNumbers.integer(number).negate());
  }

  private static Object narrow(BigInteger value) {
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }
}
