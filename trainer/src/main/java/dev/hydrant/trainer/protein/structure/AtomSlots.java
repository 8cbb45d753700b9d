package dev.hydrant.trainer.protein.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each heavy atom of a residue lies: N, CA, C, CB, O, then the side chain, 14 slots in all
 * (tryptophan fills them). The first four alone make the backbone form.
 */
public final class AtomSlots {
  /** Number of slots of a residue with its side chain. */
  public static final int COUNT = 14;

  /** Number of slots of the backbone form: N, CA, C, CB. */
  public static final int BACKBONE = 4;

  /** The slot of N. */
  public static final int N = 0;

  /** The slot of CA. */
  public static final int CA = 1;

  /** The slot of C. */
  public static final int C = 2;

  /** The slot of CB, which glycine lacks. */
  public static final int CB = 3;

  /** The slot of O. */
  public static final int O = 4;

  /** N, CA and C as a set of slots. */
  public static final int NEEDED = 0b111;

  /** The order of atoms in files: O before CB. */
  public static final List<Integer> FILE_ORDER =
      List.of(0, 1, 2, 4, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13);

  private static final List<String> FIRST = List.of("N", "CA", "C", "CB", "O");
  private static final int LETTERS = 'Z' + 1;
  private static final List<List<String>> NAMES = new ArrayList<>();
  private static final List<Map<String, Integer>> SLOTS = new ArrayList<>();
  private static final int[] EXPECTED = new int[LETTERS];

  static {
    for (char letter = 0; letter < LETTERS; letter++) {
      AminoAcid acid = AminoAcid.of(letter);
      List<String> names = new ArrayList<>(FIRST);
      if (acid != null) {
        names.addAll(acid.sideChain());
      }
      Map<String, Integer> slots = new HashMap<>();
      names.forEach(name -> slots.put(name, slots.size()));
      EXPECTED[letter] = (1 << names.size()) - 1;
      if (acid == AminoAcid.GLY) {
        slots.remove("CB");
        EXPECTED[letter] &= ~(1 << CB);
      }
      NAMES.add(List.copyOf(names));
      SLOTS.add(Map.copyOf(slots));
    }
  }

  private AtomSlots() {}

  /**
   * The slot of an atom.
   *
   * @param letter one-letter code; letters outside the 20 have the first five slots only
   * @return −1 if such a residue has no such heavy atom
   */
  public static int of(char letter, String atom) {
    Integer slot = SLOTS.get(checked(letter)).get(atom);
    return slot == null ? -1 : slot;
  }

  /** The name of the atom in a slot; null where the residue has none. */
  public static String name(char letter, int slot) {
    return (EXPECTED[checked(letter)] >> slot & 1) == 1 ? NAMES.get(letter).get(slot) : null;
  }

  /** The slots that a whole residue fills, bit i for slot i. */
  public static int expected(char letter) {
    return EXPECTED[checked(letter)];
  }

  private static int checked(char letter) {
    if (letter < 'A' || letter > 'Z') {
      throw new IllegalArgumentException(
          "a residue's letter is one of A to Z, got '" + letter + "'");
    }
    return letter;
  }
}
