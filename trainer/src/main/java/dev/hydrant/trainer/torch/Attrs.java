package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The constant arguments of an operator call: {@code Long}, {@code Double}, {@code Boolean}, {@code
 * String}, {@code List<Long>}, {@link DType}, or {@code null} for TorchScript's {@code None}.
 */
record Attrs(List<Object> values) {

  static Attrs of(Object... values) {
    Object[] v = values.clone();
    for (int i = 0; i < v.length; i++) {
      if (v[i] instanceof Integer n) {
        v[i] = (long) n;
      } else if (v[i] instanceof long[] a) {
        v[i] = Arrays.stream(a).boxed().toList();
      }
    }
    return new Attrs(Collections.unmodifiableList(Arrays.asList(v)));
  }

  Object get(int i) {
    return values.get(i);
  }

  int intAt(int i) {
    return Math.toIntExact((Long) values.get(i));
  }

  long longAt(int i) {
    return (Long) values.get(i);
  }

  double number(int i) {
    return ((Number) values.get(i)).doubleValue();
  }

  boolean flag(int i) {
    return (Boolean) values.get(i);
  }

  DType dtype(int i) {
    return (DType) values.get(i);
  }

  @SuppressWarnings("unchecked")
  long[] longs(int i) {
    return ((List<Long>) values.get(i)).stream().mapToLong(Long::longValue).toArray();
  }

  /** The TorchScript literal of one value. */
  static String literal(Object v) {
    if (v == null) {
      return "None";
    } else if (v instanceof Boolean b) {
      return b ? "True" : "False";
    } else if (v instanceof Double d) {
      return real(d);
    } else if (v instanceof String s) {
      return '"' + s + '"';
    } else if (v instanceof DType d) {
      return Integer.toString(d.code());
    } else if (v instanceof List<?> l) {
      return l.stream().map(Attrs::literal).collect(Collectors.joining(", ", "[", "]"));
    }
    return v.toString();
  }

  private static String real(double d) {
    if (Double.isNaN(d) || Double.isInfinite(d)) {
      return "float(\"" + (Double.isNaN(d) ? "nan" : d > 0 ? "inf" : "-inf") + "\")";
    }
    return Double.toString(d).toLowerCase(Locale.ROOT);
  }

  /** The TorchScript type a value has as a function argument. */
  static String typeName(Object v) {
    if (v instanceof Boolean) {
      return "bool";
    } else if (v instanceof Double) {
      return "float";
    } else if (v instanceof String) {
      return "str";
    } else if (v instanceof List) {
      return "List[int]";
    }
    return "int";
  }
}
