package dev.hydrant.trainer.protein.write;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.ResidueNames;
import java.util.List;
import java.util.Locale;

/**
 * A chain as the text of an mmCIF file: one block with the table {@code _atom_site}, chain A,
 * residues from 1. Other than in a PDB file there is no end to the columns, so that chains of any
 * length and place fit. The B factors can hold a figure of each residue.
 */
public final class CifWriter {
  private static final List<String> COLUMNS =
      List.of(
          "group_PDB",
          "id",
          "type_symbol",
          "label_atom_id",
          "label_alt_id",
          "label_comp_id",
          "label_asym_id",
          "label_entity_id",
          "label_seq_id",
          "pdbx_PDB_ins_code",
          "Cartn_x",
          "Cartn_y",
          "Cartn_z",
          "occupancy",
          "B_iso_or_equiv",
          "auth_seq_id",
          "auth_comp_id",
          "auth_asym_id",
          "auth_atom_id",
          "pdbx_PDB_model_num");

  private static final double FURTHEST = 1e9;

  private CifWriter() {}

  /** The text with a B factor of 0 throughout. */
  public static String text(ProteinChain chain) {
    return text(chain, new double[chain.length()]);
  }

  /**
   * The text.
   *
   * @param bFactors one for each residue
   * @throws DataException if a position is no finite number below 10⁹
   */
  public static String text(ProteinChain chain, double[] bFactors) {
    if (bFactors.length != chain.length()) {
      throw new IllegalArgumentException(
          bFactors.length + " B factors for " + chain.length() + " residues");
    }
    String name = chain.id().replaceAll("[^!-~]", "_");
    StringBuilder out = new StringBuilder("data_").append(name).append("\n#\n_entry.id ");
    out.append('\'').append(name.replace('\'', '_')).append("'\n#\nloop_\n");
    COLUMNS.forEach(column -> out.append("_atom_site.").append(column).append('\n'));
    int serial = 0;
    for (int i = 0; i < chain.length(); i++) {
      for (int slot : AtomSlots.FILE_ORDER) {
        if (chain.has(i, slot)) {
          atom(out, chain, i, slot, ++serial, bFactors[i]);
        }
      }
    }
    return out.append("#\n").toString();
  }

  private static void atom(
      StringBuilder out, ProteinChain chain, int i, int slot, int serial, double b) {
    char letter = chain.sequence().charAt(i);
    String name = AtomSlots.name(letter, slot);
    String residue = ResidueNames.name(letter);
    int number = i + 1;
    out.append("ATOM ").append(serial).append(' ').append(name.charAt(0)).append(' ');
    out.append(name).append(" . ").append(residue).append(" A 1 ").append(number).append(" ? ");
    int at = chain.at(i, slot);
    for (int k = 0; k < 3; k++) {
      double value = chain.coordinates()[at + k];
      if (!(Math.abs(value) < FURTHEST)) {
        throw new DataException(
            "%s: %s of residue %d lies at %s Å, which is no place"
                .formatted(chain.id(), name, number, value));
      }
      FixedPoint.append(out, value);
      out.append(' ');
    }
    out.append("1.00 ").append(String.format(Locale.ROOT, "%.2f ", b)).append(number);
    out.append(' ').append(residue).append(" A ").append(name).append(" 1\n");
  }
}
