package dev.hydrant.trainer.protein.tokens;

/**
 * Token ids of residues: 0 to 24 for the letters {@code ARNDCQEGHILKMFPSTWYVBUZOJ}, then PAD, MASK,
 * UNK, BOS, EOS. X, and any other letter, is UNK.
 */
public final class SequenceVocabulary {
  /** Fills rows up to the longest. */
  public static final int PAD = 25;

  /** Stands for a residue that is to be guessed. */
  public static final int MASK = 26;

  /** A residue without a letter of its own. */
  public static final int UNK = 27;

  /** Stands before the first residue. */
  public static final int BOS = 28;

  /** Stands behind the last residue. */
  public static final int EOS = 29;

  /** Number of ids. */
  public static final int SIZE = 30;

  /** Number of ids that are residues. */
  public static final int CONTENT = 25;

  private static final String LETTERS = "ARNDCQEGHILKMFPSTWYVBUZOJ";
  private static final byte[] IDS = new byte[128];

  static {
    for (char c = 0; c < IDS.length; c++) {
      int id = LETTERS.indexOf(c);
      IDS[c] = (byte) (id < 0 ? UNK : id);
    }
  }

  private SequenceVocabulary() {}

  /** The id of a residue's letter. */
  public static int id(char letter) {
    return letter < IDS.length ? IDS[letter] : UNK;
  }

  /** The letter of an id; X for UNK and the other special ids. */
  public static char letter(int id) {
    if (id < 0 || id >= SIZE) {
      throw new IllegalArgumentException("ids of residues are 0 to 29, got " + id);
    }
    return id < CONTENT ? LETTERS.charAt(id) : 'X';
  }
}
