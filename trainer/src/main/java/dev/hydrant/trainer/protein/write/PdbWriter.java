package dev.hydrant.trainer.protein.write;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.ResidueNames;
import java.util.Locale;

/**
 * A chain as the text of a PDB file: {@code ATOM} records of chain A with residues from 1, {@code
 * TER}, {@code END}. The B factor of a residue's atoms can hold a figure of it, such as its error,
 * so that viewers can colour by it.
 */
public final class PdbWriter {
  private static final double LOWEST = -999.9994;
  private static final double HIGHEST = 9999.9994;
  private static final double LARGEST_B = 999.99;

  private PdbWriter() {}

  /** The text with a B factor of 0 throughout. */
  public static String text(ProteinChain chain) {
    return text(chain, new double[chain.length()]);
  }

  /**
   * The text.
   *
   * @param bFactors one for each residue; above 999.99 they are written as 999.99
   * @throws DataException if a position does not fit into its eight columns
   */
  public static String text(ProteinChain chain, double[] bFactors) {
    if (bFactors.length != chain.length()) {
      throw new IllegalArgumentException(
          bFactors.length + " B factors for " + chain.length() + " residues");
    }
    StringBuilder out = new StringBuilder();
    int serial = 0;
    for (int i = 0; i < chain.length(); i++) {
      for (int slot : AtomSlots.FILE_ORDER) {
        if (chain.has(i, slot)) {
          atom(out, chain, i, slot, ++serial, bFactors[i]);
        }
      }
    }
    if (chain.length() > 0) {
      int last = chain.length() - 1;
      out.append("TER   ").append(HybridField.of(serial + 1, 5)).append("      ");
      residue(out, chain, last).append('\n');
    }
    return out.append("END\n").toString();
  }

  private static StringBuilder residue(StringBuilder out, ProteinChain chain, int i) {
    return out.append(ResidueNames.name(chain.sequence().charAt(i)))
        .append(" A")
        .append(HybridField.of(i + 1, 4));
  }

  private static void atom(
      StringBuilder out, ProteinChain chain, int i, int slot, int serial, double b) {
    char letter = chain.sequence().charAt(i);
    String name = AtomSlots.name(letter, slot);
    out.append("ATOM  ").append(HybridField.of(serial, 5)).append("  ").append(name);
    out.append(" ".repeat(4 - name.length()));
    residue(out, chain, i).append("    ");
    int at = chain.at(i, slot);
    for (int k = 0; k < 3; k++) {
      double value = chain.coordinates()[at + k];
      if (!(value > LOWEST && value < HIGHEST)) {
        throw new DataException(
            "%s: %s of residue %d lies at %s Å, which a PDB file cannot hold.\nCentre the structure first"
                .formatted(chain.id(), name, i + 1, value));
      }
      int start = out.length();
      FixedPoint.append(out, value);
      out.insert(start, " ".repeat(8 - (out.length() - start)));
    }
    double factor = Math.min(LARGEST_B, Math.max(-99.99, b));
    out.append("  1.00").append(String.format(Locale.ROOT, "%6.2f", factor));
    out.append("           ").append(name.charAt(0)).append('\n');
  }
}
