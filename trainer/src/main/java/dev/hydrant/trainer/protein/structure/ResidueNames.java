package dev.hydrant.trainer.protein.structure;

import java.util.HashMap;
import java.util.Map;

/**
 * One-letter codes of residue names as they occur in files: the 20, their protonation variants in
 * molecular dynamics, selenomethionine, and the ambiguous and rare ones that have a letter.
 */
public final class ResidueNames {
  /** The letter of a residue that is some amino acid, but none with a letter of its own. */
  public static final char UNKNOWN = 'X';

  private static final Map<String, Character> LETTERS = new HashMap<>();
  private static final Map<Character, String> NAMES = new HashMap<>();

  static {
    for (AminoAcid acid : AminoAcid.values()) {
      put(acid.letter(), acid.name());
    }
    put('M', "MSE");
    put('H', "HID", "HIE", "HIP", "HSD", "HSE", "HSP");
    put('C', "CYX", "CYM");
    put('D', "ASH");
    put('E', "GLH");
    put('K', "LYN");
    put('U', "SEC");
    put('O', "PYL");
    put('B', "ASX");
    put('Z', "GLX");
    put('J', "XLE");
    put(UNKNOWN, "UNK");
  }

  private ResidueNames() {}

  private static void put(char letter, String... names) {
    for (String name : names) {
      LETTERS.put(name, letter);
      NAMES.putIfAbsent(letter, name);
    }
  }

  /** The usual three-letter name of a letter; UNK where there is none. */
  public static String name(char letter) {
    return NAMES.getOrDefault(letter, "UNK");
  }

  /** The letter of a residue name in capitals, or 0 if it is none of a known amino acid. */
  public static char letter(String name) {
    return LETTERS.getOrDefault(name, (char) 0);
  }
}
