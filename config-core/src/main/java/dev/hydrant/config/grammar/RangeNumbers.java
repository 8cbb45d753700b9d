package dev.hydrant.config.grammar;

import dev.hydrant.config.grammar.SweepValue.Range;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of a range. Whole numbers are exact. With a floating-point number among start, stop
 * and step, the steps are added up in decimal arithmetic of 28 digits on the exact values of the
 * numbers, as in Hydra 1.3: {@code range(0.1,0.35,0.1)} is 0.1, 0.2, 0.30000000000000004.
 */
public final class RangeNumbers {
  private static final MathContext CONTEXT = new MathContext(28, RoundingMode.HALF_EVEN);

  private RangeNumbers() {}

  /**
   * Returns the numbers in order, {@link Long}, {@link BigInteger} or {@link Double}.
   *
   * @throws IllegalArgumentException if the step is zero, a bound is NaN, or there are more numbers
   *     than the limit
   */
  public static List<Object> of(Range range, int limit) {
    return isFloating(range) ? floating(range, limit) : whole(range, limit);
  }

  static boolean isFloating(Range range) {
    return range.start() instanceof Double
        || range.stop() instanceof Double
        || range.step() instanceof Double;
  }

  private static List<Object> whole(Range range, int limit) {
    BigInteger start = integer(range.start());
    BigInteger step = integer(range.step());
    BigInteger count = count(start, integer(range.stop()), step);
    if (count.bitLength() > 31 || count.intValue() > limit) {
      throw tooMany(limit);
    }
    int size = count.intValue();
    List<Object> out = new ArrayList<>(size);
    if (start.bitLength() < 63 && integer(range.stop()).bitLength() < 63 && step.bitLength() < 63) {
      long value = start.longValue();
      for (int i = 0; i < size; i++, value += step.longValue()) {
        out.add(value);
      }
      return out;
    }
    BigInteger value = start;
    for (int i = 0; i < size; i++, value = value.add(step)) {
      out.add(value.bitLength() < 64 ? (Object) value.longValue() : value);
    }
    return out;
  }

  /** The number of steps from a start until a stop is reached or passed. */
  static BigInteger count(BigInteger start, BigInteger stop, BigInteger step) {
    if (step.signum() == 0) {
      throw zeroStep();
    }
    BigInteger distance = stop.subtract(start);
    if (distance.signum() != step.signum()) {
      return BigInteger.ZERO;
    }
    BigInteger[] parts = distance.abs().divideAndRemainder(step.abs());
    return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
  }

  private static List<Object> floating(Range range, int limit) {
    double start = PythonNumbers.toDouble(range.start());
    double stop = PythonNumbers.toDouble(range.stop());
    double step = PythonNumbers.toDouble(range.step());
    if (Double.isNaN(start) || Double.isNaN(stop) || Double.isNaN(step)) {
      throw new IllegalArgumentException("a range cannot start, stop or step at nan");
    }
    if (step == 0) {
      throw zeroStep();
    }
    if (step > 0 ? start >= stop : start <= stop) {
      return List.of();
    }
    if (Double.isInfinite(step) && !Double.isInfinite(start)) {
      return List.of(start);
    }
    double estimate = (stop - start) / step;
    if (!(estimate <= limit + 1.0)) {
      throw tooMany(limit);
    }
    BigDecimal end = PythonNumbers.exact(range.stop());
    BigDecimal by = PythonNumbers.exact(range.step());
    BigDecimal value = PythonNumbers.exact(range.start());
    List<Object> out = new ArrayList<>((int) estimate + 1);
    while (step > 0 ? value.compareTo(end) < 0 : value.compareTo(end) > 0) {
      if (out.size() == limit) {
        throw tooMany(limit);
      }
      out.add(value.doubleValue());
      value = value.add(by, CONTEXT);
    }
    return out;
  }

  /** A whole number or a bool. */
  static BigInteger integer(Object number) {
    if (number instanceof Boolean b) {
      return b ? BigInteger.ONE : BigInteger.ZERO;
    }
    return number instanceof Long n ? BigInteger.valueOf(n) : (BigInteger) number;
  }

  private static IllegalArgumentException zeroStep() {
    return new IllegalArgumentException("the step of a range cannot be zero");
  }

  private static IllegalArgumentException tooMany(int limit) {
    return new IllegalArgumentException("a range of more than " + limit + " numbers");
  }
}
