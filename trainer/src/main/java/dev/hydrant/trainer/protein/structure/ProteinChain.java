package dev.hydrant.trainer.protein.structure;

import java.util.Arrays;
import java.util.List;

/**
 * One protein chain: letters and the positions of its heavy atoms.
 *
 * <p>The arrays are handed over, not copied; nobody may change them afterwards.
 *
 * @param id such as {@code 1a0i_A}
 * @param sequence one letter of A to Z for each of the L residues
 * @param coordinates {@code [L, 14, 3]} in Å, 0 where there is no atom
 * @param atoms {@code [L]}, the slots that hold an observed atom, bit i for slot i
 * @param numbers {@code [L]} residue numbers with insertion codes as the file has them, or empty
 * @param source where it comes from
 */
public record ProteinChain(
    String id,
    String sequence,
    float[] coordinates,
    short[] atoms,
    List<String> numbers,
    Source source) {
  private static final int ROW = 3 * AtomSlots.COUNT;

  /** Checks the sizes. */
  public ProteinChain {
    int length = sequence.length();
    if (coordinates.length != length * ROW
        || atoms.length != length
        || !(numbers.isEmpty() || numbers.size() == length)) {
      throw new IllegalArgumentException(
          "sizes differ: %d letters, %d coordinates, %d sets of atoms, %d numbers"
              .formatted(length, coordinates.length, atoms.length, numbers.size()));
    }
    numbers = List.copyOf(numbers);
  }

  /** Number of residues. */
  public int length() {
    return sequence.length();
  }

  /** Whether an atom was observed. */
  public boolean has(int residue, int slot) {
    return (atoms[residue] >> slot & 1) == 1;
  }

  /** Where the x of an atom lies in {@link #coordinates}. */
  public int at(int residue, int slot) {
    return residue * ROW + 3 * slot;
  }

  /** The position of an atom, {@code [3]} in Å. */
  public double[] position(int residue, int slot) {
    int at = at(residue, slot);
    return new double[] {coordinates[at], coordinates[at + 1], coordinates[at + 2]};
  }

  /**
   * The position of CB, or where it would be: glycine has none, and some data hold only N, CA, C.
   */
  public double[] carbonBeta(int residue) {
    return has(residue, AtomSlots.CB)
        ? position(residue, AtomSlots.CB)
        : CarbonBeta.virtual(
            position(residue, AtomSlots.N),
            position(residue, AtomSlots.CA),
            position(residue, AtomSlots.C));
  }

  /** Whether a residue is one of the 20 and has every heavy atom. */
  public boolean isComplete(int residue) {
    char letter = sequence.charAt(residue);
    return AminoAcid.of(letter) != null && atoms[residue] == (short) AtomSlots.expected(letter);
  }

  /** Whether every residue {@linkplain #isComplete is complete}, as stage 2 needs it. */
  public boolean isAllAtom() {
    for (int i = 0; i < length(); i++) {
      if (!isComplete(i)) {
        return false;
      }
    }
    return true;
  }

  /** The same chain under another name. */
  public ProteinChain named(String name) {
    return new ProteinChain(name, sequence, coordinates, atoms, numbers, source);
  }

  /** Residues {@code from} to {@code to - 1} under another name. */
  public ProteinChain part(String name, int from, int to) {
    return new ProteinChain(
        name,
        sequence.substring(from, to),
        Arrays.copyOfRange(coordinates, from * ROW, to * ROW),
        Arrays.copyOfRange(atoms, from, to),
        numbers.isEmpty() ? numbers : numbers.subList(from, to),
        source);
  }
}
