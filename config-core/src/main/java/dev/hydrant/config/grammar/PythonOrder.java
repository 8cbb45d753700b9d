package dev.hydrant.config.grammar;

import dev.hydrant.config.grammar.OverrideValue.Entries;
import dev.hydrant.config.grammar.OverrideValue.Items;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Python's order of values: numbers and bools by value, text by code points, lists by their first
 * difference; all else, and any mix, has no order. Not a {@link java.util.Comparator}, for NaN is
 * neither less nor greater than anything.
 */
final class PythonOrder {
  private static final int INSERTION_LIMIT = 64;

  private PythonOrder() {}

  /**
   * Returns the values in order. Stable, also in reverse. Short lists are sorted by insertion, as
   * Python does, so that even a NaN comes out where Python leaves it.
   */
  static List<OverrideValue> sorted(List<OverrideValue> values, boolean reverse) {
    List<OverrideValue> out = new ArrayList<>(values);
    if (reverse) {
      Collections.reverse(out);
    }
    if (out.size() < INSERTION_LIMIT) {
      insertionSort(out, 0, out.size());
    } else {
      mergeSort(out, 0, out.size());
    }
    if (reverse) {
      Collections.reverse(out);
    }
    return out;
  }

  private static void insertionSort(List<OverrideValue> list, int from, int to) {
    for (int i = from + firstRun(list, from, to); i < to; i++) {
      OverrideValue pivot = list.get(i);
      int low = from;
      int high = i;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (less(pivot, list.get(middle))) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      list.add(low, list.remove(i));
    }
  }

  /** The length of the ordered run at the start; a falling one is turned round. */
  private static int firstRun(List<OverrideValue> list, int from, int to) {
    if (to - from < 2) {
      return to - from;
    }
    int i = from + 1;
    boolean falling = less(list.get(i), list.get(i - 1));
    i++;
    while (i < to && less(list.get(i), list.get(i - 1)) == falling) {
      i++;
    }
    if (falling) {
      Collections.reverse(list.subList(from, i));
    }
    return i - from;
  }

  private static void mergeSort(List<OverrideValue> list, int from, int to) {
    if (to - from < INSERTION_LIMIT) {
      insertionSort(list, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    mergeSort(list, from, middle);
    mergeSort(list, middle, to);
    List<OverrideValue> left = new ArrayList<>(list.subList(from, middle));
    int right = middle;
    int at = from;
    for (OverrideValue value : left) {
      while (right < to && less(list.get(right), value)) {
        list.set(at++, list.get(right++));
      }
      list.set(at++, value);
    }
  }

  /** Whether a value comes before another. */
  static boolean less(OverrideValue a, OverrideValue b) {
    if (a instanceof Items x && b instanceof Items y) {
      int shorter = Math.min(x.items().size(), y.items().size());
      for (int i = 0; i < shorter; i++) {
        if (!same(x.items().get(i), y.items().get(i))) {
          return less(x.items().get(i), y.items().get(i));
        }
      }
      return x.items().size() < y.items().size();
    }
    if (a instanceof Scalar x && b instanceof Scalar y) {
      if (x.value() instanceof String s && y.value() instanceof String t) {
        return compareCodePoints(s, t) < 0;
      }
      if (isNumber(x) && isNumber(y)) {
        return compareNumbers(x.value(), y.value()) == -1;
      }
    }
    throw new FunctionException(
        "cannot order " + describe(a) + " and " + describe(b) + "; sort values of one kind");
  }

  private static boolean same(OverrideValue a, OverrideValue b) {
    if (a instanceof Scalar x && b instanceof Scalar y && isNumber(x) && isNumber(y)) {
      return compareNumbers(x.value(), y.value()) == 0;
    }
    if (a instanceof Items x && b instanceof Items y) {
      if (x.items().size() != y.items().size()) {
        return false;
      }
      for (int i = 0; i < x.items().size(); i++) {
        if (!same(x.items().get(i), y.items().get(i))) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof Entries x && b instanceof Entries y) {
      return x.entries().size() == y.entries().size()
          && x.entries().entrySet().stream()
              .allMatch(
                  e ->
                      y.entries().containsKey(e.getKey())
                          && same(e.getValue(), y.entries().get(e.getKey())));
    }
    return Objects.equals(a, b);
  }

  /** -1, 0 or 1; 2 if one of the numbers is NaN. */
  private static int compareNumbers(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (PythonNumbers.isFinite(a) && PythonNumbers.isFinite(b)) {
      BigDecimal x = PythonNumbers.exact(a);
      return x.compareTo(PythonNumbers.exact(b));
    }
    double x = nonFinite(a);
    double y = nonFinite(b);
    return Double.isNaN(x) || Double.isNaN(y) ? 2 : x < y ? -1 : x > y ? 1 : 0;
  }

  /** An infinity or NaN as it is, every other number as 0. */
  private static double nonFinite(Object number) {
    return PythonNumbers.isFinite(number) ? 0 : (Double) number;
  }

  private static boolean isNumber(Scalar scalar) {
    return scalar.value() != null && !(scalar.value() instanceof String);
  }

  private static int compareCodePoints(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean bothUnits = Character.isSurrogate(x) == Character.isSurrogate(y);
        return bothUnits ? x - y : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  private static String describe(OverrideValue value) {
    return value instanceof OverrideValue.Quoted ? "quoted text" : Kind.of(value).words();
  }
}
