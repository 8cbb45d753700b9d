package dev.hydrant.config.override;

import dev.hydrant.config.scalar.PythonNumbers;

/** Positions of lists as overrides write them. */
final class Index {
  private Index() {}

  /** The position that a step names, {@link Integer#MAX_VALUE} beyond it; null for no number. */
  static Integer of(String step) {
    if (!PythonNumbers.isInt(step) || step.startsWith("-")) {
      return null;
    }
    String digits = step.replace("_", "");
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.valueOf(digits);
  }
}
