package dev.hydrant.config.compose;

import dev.hydrant.config.scalar.PythonNumbers;

/** Scalars as Python's {@code str} writes them. */
final class PythonText {
  private PythonText() {}

  static String of(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean b) {
      return b ? "True" : "False";
    }
    return value instanceof Double d ? PythonNumbers.repr(d) : value.toString();
  }
}
