package dev.hydrant.trainer.protein.read;

import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ResidueNames;
import java.util.Arrays;
import java.util.TreeMap;

/** The atoms of one residue with all their alternate locations, until one of these is chosen. */
final class ResidueAtoms {
  private static final int NONE = -1;

  private String[] names = new String[32];
  private String[] alternatives = new String[32];
  private String[] residues = new String[32];
  private double[] occupancies = new double[32];
  private float[] positions = new float[3 * 32];
  private int count;
  private boolean alternate;

  void clear() {
    count = 0;
    alternate = false;
  }

  boolean isEmpty() {
    return count == 0;
  }

  void add(AtomSite site) {
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
      alternatives = Arrays.copyOf(alternatives, 2 * count);
      residues = Arrays.copyOf(residues, 2 * count);
      occupancies = Arrays.copyOf(occupancies, 2 * count);
      positions = Arrays.copyOf(positions, 6 * count);
    }
    names[count] = site.atom;
    alternatives[count] = site.alternative;
    residues[count] = site.residue;
    occupancies[count] = site.occupancy;
    positions[3 * count] = (float) site.x;
    positions[3 * count + 1] = (float) site.y;
    positions[3 * count + 2] = (float) site.z;
    alternate |= !site.alternative.isEmpty();
    count++;
  }

  /** The location of the largest summed occupancy, of equal ones the first letter; "" if none. */
  private String chosen() {
    if (!alternate) {
      return "";
    }
    TreeMap<String, Double> sums = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      if (!alternatives[i].isEmpty()) {
        sums.merge(alternatives[i], occupancies[i], Double::sum);
      }
    }
    String best = sums.firstKey();
    for (String each : sums.keySet()) {
      if (sums.get(each) > sums.get(best) + 1e-6) {
        best = each;
      }
    }
    return best;
  }

  /**
   * Fills one residue's 14 slots with the chosen location.
   *
   * @param into {@code [14, 3]} from an offset, zero before
   * @return the letter and the filled slots
   */
  Resolved resolve(float[] into, int offset) {
    String choice = chosen();
    char letter = letter(choice);
    int filled = 0;
    int terminal = NONE;
    for (int i = 0; i < count; i++) {
      if (!isChosen(i, choice)) {
        continue;
      }
      int slot = AtomSlots.of(letter, canonical(letter, names[i]));
      if (slot >= 0 && (filled >> slot & 1) == 0) {
        filled |= 1 << slot;
        System.arraycopy(positions, 3 * i, into, offset + 3 * slot, 3);
      } else if (names[i].equals("OT1") || (terminal == NONE && names[i].equals("OXT"))) {
        terminal = i;
      }
    }
    if (terminal != NONE && (filled >> AtomSlots.O & 1) == 0) {
      filled |= 1 << AtomSlots.O;
      System.arraycopy(positions, 3 * terminal, into, offset + 3 * AtomSlots.O, 3);
    }
    return new Resolved(letter, filled);
  }

  private boolean isChosen(int i, String choice) {
    return alternatives[i].isEmpty() || alternatives[i].equals(choice);
  }

  private char letter(String choice) {
    for (int i = 0; i < count; i++) {
      if (isChosen(i, choice)) {
        char letter = ResidueNames.letter(residues[i]);
        return letter == 0 ? ResidueNames.UNKNOWN : letter;
      }
    }
    throw new IllegalStateException("a residue without atoms");
  }

  /** Names that differ between programs, and selenium in the place of sulfur. */
  private static String canonical(char letter, String name) {
    if (letter == 'I' && name.equals("CD")) {
      return "CD1";
    }
    return letter == 'M' && name.equals("SE") ? "SD" : name;
  }

  /**
   * A residue with one location for each atom.
   *
   * @param atoms the filled slots, bit i for slot i
   */
  record Resolved(char letter, int atoms) {
    boolean hasBackbone() {
      return (atoms & AtomSlots.NEEDED) == AtomSlots.NEEDED;
    }

    boolean hasCa() {
      return (atoms >> AtomSlots.CA & 1) == 1;
    }
  }
}
