package dev.hydrant.trainer.protein.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Rows of {@code _atom_site}, whatever the order of their columns. */
final class CifAtoms {
  private enum Column {
    GROUP("group_pdb"),
    ATOM("label_atom_id", "auth_atom_id"),
    ALTERNATIVE("label_alt_id"),
    RESIDUE("label_comp_id", "auth_comp_id"),
    LABEL_CHAIN("label_asym_id"),
    AUTH_CHAIN("auth_asym_id"),
    LABEL_NUMBER("label_seq_id"),
    AUTH_NUMBER("auth_seq_id"),
    INSERTION("pdbx_pdb_ins_code"),
    MODEL("pdbx_pdb_model_num"),
    X("cartn_x"),
    Y("cartn_y"),
    Z("cartn_z"),
    OCCUPANCY("occupancy");

    private final List<String> names;

    Column(String... names) {
      this.names = List.of(names);
    }
  }

  private static final Column[] COLUMNS = Column.values();

  private final Lines lines;
  private final Words words;
  private final AtomSink sink;
  private final ChainNaming naming;
  private final Column[] columns;
  private final String[] text = new String[COLUMNS.length];
  private final double[] numbers = new double[COLUMNS.length];
  private final AtomSite site = new AtomSite();
  private final boolean hasOccupancy;
  private String firstModel;
  private String polymer;

  CifAtoms(Lines lines, Words words, List<String> names, ChainNaming naming, AtomSink sink) {
    this.lines = lines;
    this.words = words;
    this.sink = sink;
    this.naming = naming;
    this.columns = new Column[names.size()];
    for (Column column : COLUMNS) {
      for (String name : column.names) {
        int at = names.indexOf("_atom_site." + name);
        if (at >= 0) {
          columns[at] = column;
          break;
        }
      }
    }
    this.hasOccupancy = Arrays.asList(columns).contains(Column.OCCUPANCY);
    require(names, Column.ATOM, Column.RESIDUE, Column.X, Column.Y, Column.Z);
  }

  private void require(List<String> names, Column... needed) {
    List<Column> present = Arrays.asList(columns);
    for (Column column : needed) {
      if (!present.contains(column)) {
        throw lines.fault(
            "the _atom_site loop has no column %s (it has %s)"
                .formatted(column.names.get(0), String.join(", ", names)),
            "The file is no mmCIF file of atoms; take it out of the folder");
      }
    }
  }

  void value(int at, CifTokens token) {
    Column column = columns[at];
    if (column == null) {
      return;
    }
    switch (column) {
      case X, Y, Z -> numbers[column.ordinal()] = coordinate(column, token);
      case OCCUPANCY -> {
        double value = Decimal.parse(token.bytes(), token.from(), token.to());
        numbers[column.ordinal()] = Double.isNaN(value) ? 1 : value;
      }
      default ->
          text[column.ordinal()] =
              token.isMissing() ? "" : words.word(token.bytes(), token.from(), token.to());
    }
  }

  private double coordinate(Column column, CifTokens token) {
    double value = Decimal.parse(token.bytes(), token.from(), token.to());
    if (Double.isNaN(value)) {
      throw lines.fault(
          "%s is no number: '%s'"
              .formatted(column.names.get(0), words.word(token.bytes(), token.from(), token.to())),
          "The file is damaged; fetch it again");
    }
    return value;
  }

  void end() {
    String model = get(Column.MODEL);
    if (firstModel == null) {
      firstModel = model;
      double number = Decimal.parse(model.getBytes(StandardCharsets.ISO_8859_1), 0, model.length());
      sink.model(number >= 0 ? (int) number : 1);
    }
    if (!model.equals(firstModel)) {
      return;
    }
    String label = get(Column.LABEL_CHAIN);
    String author = get(Column.AUTH_CHAIN);
    String position = get(Column.LABEL_NUMBER);
    site.hetero = get(Column.GROUP).equals("HETATM");
    if (site.hetero && position.isEmpty() && !label.isEmpty()) {
      return; // ligands and waters have no place in a sequence
    }
    if (!label.equals(polymer)) {
      site.part++;
      polymer = label;
    }
    site.chain = naming == ChainNaming.LABEL || author.isEmpty() ? label : author;
    String number = get(Column.AUTH_NUMBER);
    boolean own = naming == ChainNaming.LABEL && !position.isEmpty();
    String insertion = get(Column.INSERTION);
    String authored = insertion.isEmpty() ? number : number + insertion;
    site.number = own || number.isEmpty() ? position : authored;
    site.atom = PdbFile.upper(get(Column.ATOM));
    site.alternative = get(Column.ALTERNATIVE);
    site.residue = PdbFile.upper(get(Column.RESIDUE));
    site.x = numbers[Column.X.ordinal()];
    site.y = numbers[Column.Y.ordinal()];
    site.z = numbers[Column.Z.ordinal()];
    site.occupancy = hasOccupancy ? numbers[Column.OCCUPANCY.ordinal()] : 1;
    sink.atom(site);
  }

  private String get(Column column) {
    String value = text[column.ordinal()];
    return value == null ? "" : value;
  }
}
