package dev.hydrant.trainer.protein.read;

/**
 * Residue numbers beyond 9999 in the four columns of a PDB file: hybrid-36, in which A000 follows
 * 9999, a000 follows ZZZZ (Grosse-Kunstleve, Sauter and Adams, cctbx).
 */
final class HybridNumber {
  private static final int FIRST_LETTER = 10 * 36 * 36 * 36;
  private static final int LETTERS = 26 * 36 * 36 * 36;

  private HybridNumber() {}

  /** The number in decimal digits; other text is left as it is. */
  static String decimal(String field) {
    if (field.length() != 4 || !Character.isLetter(field.charAt(0))) {
      return field;
    }
    boolean upper = Character.isUpperCase(field.charAt(0));
    for (int i = 0; i < 4; i++) {
      char c = field.charAt(i);
      if (c >= 128
          || !Character.isLetterOrDigit(c)
          || (Character.isLetter(c) && Character.isUpperCase(c) != upper)) {
        return field;
      }
    }
    int value = Integer.parseInt(field, 36) - FIRST_LETTER + 10_000;
    return String.valueOf(upper ? value : value + LETTERS);
  }
}
