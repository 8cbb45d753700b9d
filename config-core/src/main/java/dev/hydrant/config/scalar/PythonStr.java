package dev.hydrant.config.scalar;

/** Single values as Python's {@code str} writes them: {@code True}, {@code None}, {@code 1e-07}. */
public final class PythonStr {
  private PythonStr() {}

  /** Returns the text of null, a boolean, a number or a string. */
  public static String of(Object scalar) {
    if (scalar == null) {
      return "None";
    }
    if (scalar instanceof Boolean b) {
      return b ? "True" : "False";
    }
    return scalar instanceof Double d ? FloatText.of(d) : scalar.toString();
  }
}
