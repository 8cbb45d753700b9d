package dev.hydrant.trainer.protein.read;

import java.util.Locale;

/**
 * The atoms of a PDB file, by columns (wwPDB format 3.3): record 1–6, atom 13–16, alternate
 * location 17, residue 18–20, chain 22, number 23–26, insertion code 27, x 31–38, y 39–46, z 47–54,
 * occupancy 55–60. Only the first model is read; TER ends a chain.
 */
final class PdbFile {
  private static final int COORDINATES_END = 54;
  private static final String REMEDY =
      "The file is truncated or no PDB file; fetch it again, or take it out of the folder";

  private final Lines lines;
  private final AtomSink sink;
  private final Words words = new Words();
  private final AtomSite site = new AtomSite();

  PdbFile(Lines lines, AtomSink sink) {
    this.lines = lines;
    this.sink = sink;
  }

  void read() {
    boolean inModel = false;
    while (lines.advance()) {
      if (lines.startsWith("ATOM  ") || lines.startsWith("HETATM")) {
        atom();
      } else if (lines.startsWith("TER")) {
        site.part++;
      } else if (lines.startsWith("MODEL ")) {
        if (inModel) {
          return;
        }
        inModel = true;
        double number = Decimal.parse(lines.bytes(), lines.start() + 6, lines.end());
        sink.model(number >= 0 ? (int) number : 1);
      } else if (lines.startsWith("ENDMDL")) {
        return;
      } else if (lines.startsWith("REMARK   2 RESOLUTION.")) {
        resolution();
      }
    }
  }

  private void resolution() {
    int from = lines.start() + 22;
    double value = Decimal.parse(lines.bytes(), from, Math.min(from + 8, lines.end()));
    if (value > 0) {
      sink.resolution(value);
    }
  }

  private void atom() {
    if (lines.length() < COORDINATES_END) {
      throw lines.fault(
          "the line ends in column %d, before the coordinates do (column 54)"
              .formatted(lines.length()),
          REMEDY);
    }
    site.hetero = lines.bytes()[lines.start()] == 'H';
    site.atom = upper(field(13, 16));
    site.alternative = field(17, 17);
    site.residue = upper(field(18, 20));
    site.chain = field(21, 22); // column 21 is blank, or the first of a two-letter chain name
    String insertion = field(27, 27);
    String number = HybridNumber.decimal(field(23, 26));
    site.number = insertion.isEmpty() ? number : number + insertion;
    site.x = coordinate("x", 31);
    site.y = coordinate("y", 39);
    site.z = coordinate("z", 47);
    double occupancy = number(55, 60);
    site.occupancy = Double.isNaN(occupancy) ? 1 : occupancy;
    sink.atom(site);
  }

  private double coordinate(String axis, int column) {
    double value = number(column, column + 7);
    if (Double.isNaN(value)) {
      throw lines.fault(
          "%s in columns %d–%d is no number: '%s'"
              .formatted(axis, column, column + 7, field(column, column + 7)),
          REMEDY);
    }
    return value;
  }

  private double number(int first, int last) {
    int from = lines.start() + first - 1;
    int to = Math.min(lines.start() + last, lines.end());
    return from < to ? Decimal.parse(lines.bytes(), from, to) : Double.NaN;
  }

  private String field(int first, int last) {
    int from = lines.start() + first - 1;
    int to = Math.min(lines.start() + last, lines.end());
    return from < to ? words.trimmed(lines.bytes(), from, to) : "";
  }

  static String upper(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLowerCase(text.charAt(i))) {
        return text.toUpperCase(Locale.ROOT);
      }
    }
    return text;
  }
}
