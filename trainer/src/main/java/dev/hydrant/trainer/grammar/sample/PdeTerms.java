package dev.hydrant.trainer.grammar.sample;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The left-hand side of an equation while it is being written: terms joined by signs, coefficients
 * with three decimals, those of one left out.
 */
final class PdeTerms {
  private final StringBuilder text = new StringBuilder();
  private final RandomGenerator random;

  PdeTerms(RandomGenerator random) {
    this.random = random;
  }

  /** A coefficient between two numbers, rounded to three decimals and not 0. */
  double draw(double low, double high) {
    double value = 0;
    while (value == 0) {
      value = Math.round(random.nextDouble(low, high) * 1000) / 1000.0;
    }
    return value;
  }

  /** A coefficient as most families have it. */
  double draw() {
    return draw(0.1, 5);
  }

  PdeTerms add(String term) {
    return add(1, term);
  }

  PdeTerms subtract(double coefficient, String term) {
    return add(-coefficient, term);
  }

  /** Adds {@code coefficient * term}. */
  PdeTerms add(double coefficient, String term) {
    String size = number(Math.abs(coefficient));
    return append(coefficient, size.equals("1.000") ? term : size + "*" + term);
  }

  /** Adds a number alone. */
  PdeTerms add(double constant) {
    return append(constant, number(Math.abs(constant)));
  }

  private PdeTerms append(double sign, String term) {
    if (text.isEmpty()) {
      if (sign < 0) {
        throw new IllegalStateException("an equation does not begin with a sign");
      }
    } else {
      text.append(sign < 0 ? " - " : " + ");
    }
    text.append(term);
    return this;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
