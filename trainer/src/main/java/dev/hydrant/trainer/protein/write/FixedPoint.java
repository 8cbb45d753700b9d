package dev.hydrant.trainer.protein.write;

/** Numbers with a fixed count of decimals, written quickly and without a locale. */
final class FixedPoint {
  private FixedPoint() {}

  /** Appends a finite number below 10¹² in size with three decimals, ties away from zero. */
  static void append(StringBuilder out, double value) {
    long scaled = Math.round(Math.abs(value) * 1000);
    if (!(Math.abs(value) < 1e12)) {
      throw new IllegalArgumentException("no number that can be written: " + value);
    }
    if (value < 0 && scaled > 0) {
      out.append('-');
    }
    out.append(scaled / 1000).append('.');
    long rest = scaled % 1000;
    out.append((char) ('0' + rest / 100))
        .append((char) ('0' + rest / 10 % 10))
        .append((char) ('0' + rest % 10));
  }
}
