package dev.hydrant.trainer.protein;

import java.util.Locale;

/**
 * Lines of PDB files, made by hand. Residue i of a chain lies straight along x from {@code 4.32 i}:
 * N at 0, CA at 1.46, C at 2.99, so that C–N to the next is 1.33 Å.
 */
public final class PdbLines {
  /** Distance of one residue to the next along x. */
  public static final double STEP = 4.32;

  private PdbLines() {}

  /** A line of an atom; all else from its defaults. */
  public static String atom(String name, String residue, String number, double x, double y) {
    return atom("ATOM", name, ' ', residue, "A", number, ' ', x, y, 1);
  }

  /** A line of an atom. */
  public static String atom(
      String record,
      String name,
      char alternative,
      String residue,
      String chain,
      String number,
      char insertion,
      double x,
      double y,
      double occupancy) {
    String padded = name.length() == 4 ? name : " " + name;
    return String.format(
        Locale.ROOT,
        "%-6s%5d %-4s%c%3s %1s%4s%c   %8.3f%8.3f%8.3f%6.2f%6.2f\n",
        record,
        1,
        padded,
        alternative,
        residue,
        chain,
        number,
        insertion,
        x,
        y,
        0.0,
        occupancy,
        20.0);
  }

  /** N, CA, C of a residue of chain A. */
  public static String residue(String name, int number, int place) {
    return residue("ATOM", name, "A", String.valueOf(number), ' ', place);
  }

  /** N, CA, C of a residue. */
  public static String residue(
      String record, String name, String chain, String number, char insertion, int place) {
    double x = STEP * place;
    return atom(record, "N", ' ', name, chain, number, insertion, x, 0, 1)
        + atom(record, "CA", ' ', name, chain, number, insertion, x + 1.46, 0, 1)
        + atom(record, "C", ' ', name, chain, number, insertion, x + 2.99, 0, 1);
  }

  /** Alanines from 1 on, with all their atoms. */
  public static String alanines(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(residue("ALA", i + 1, i));
      String number = String.valueOf(i + 1);
      text.append(atom("O", "ALA", number, STEP * i + 2.99, 1.23));
      text.append(atom("CB", "ALA", number, STEP * i + 1.46, -1.53));
    }
    return text.toString();
  }
}
