package dev.hydrant.trainer.step;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Quotients on their way through sums: numerator and denominator travel as two numbers until all of
 * a row or a validation are added up.
 */
public final class Ratios {
  private static final String SUM = "#sum";
  private static final String COUNT = "#count";

  private Ratios() {}

  static String sum(String name) {
    return name + SUM;
  }

  static String count(String name) {
    return name + COUNT;
  }

  /** Whether a number is half of a quotient: it is added up, never averaged. */
  public static boolean isHalf(String name) {
    return name.endsWith(SUM) || name.endsWith(COUNT);
  }

  /** The same numbers, with the quotient in place of each pair; NaN where there was nothing. */
  public static Map<String, Double> resolved(Map<String, Double> numbers) {
    Map<String, Double> out = new LinkedHashMap<>();
    numbers.forEach(
        (name, value) -> {
          if (name.endsWith(SUM)) {
            String metric = name.substring(0, name.length() - SUM.length());
            out.put(metric, value / numbers.get(count(metric)));
          } else if (!name.endsWith(COUNT)) {
            out.put(name, value);
          }
        });
    return out;
  }
}
