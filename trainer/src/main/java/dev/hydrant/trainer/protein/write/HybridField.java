package dev.hydrant.trainer.protein.write;

import java.util.Locale;

/** Numbers that outgrow their columns in a PDB file: hybrid-36, in which A000 follows 9999. */
final class HybridField {
  private HybridField() {}

  /** A number from 0 in exactly so many columns. */
  static String of(int number, int width) {
    int decimals = (int) Math.pow(10, width);
    if (number < decimals) {
      return String.format(Locale.ROOT, "%" + width + "d", number);
    }
    int block = (int) (26 * Math.pow(36, width - 1));
    int first = (int) (10 * Math.pow(36, width - 1));
    int rest = number - decimals;
    if (rest >= 2 * block) {
      throw new IllegalArgumentException(number + " does not fit into " + width + " columns");
    }
    return rest < block
        ? Integer.toString(first + rest, 36).toUpperCase(Locale.ROOT)
        : Integer.toString(first + rest - block, 36);
  }
}
