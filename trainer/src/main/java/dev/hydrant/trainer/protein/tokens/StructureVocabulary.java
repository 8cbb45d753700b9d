package dev.hydrant.trainer.protein.tokens;

import java.util.List;

/**
 * Token ids of structures: 0 to Π levels − 1 for the codes of the quantizer, then PAD, MASK, UNK,
 * BOS, EOS. With the levels 7, 5, 5, 5, 5 these are 4375 codes and 4380 ids.
 *
 * @param codes number of codes
 */
public record StructureVocabulary(int codes) {
  /** Largest number of codes: every index up to it is exact in 32-bit floating point. */
  public static final int MOST_CODES = 1 << 24;

  /** Checks the number of codes. */
  public StructureVocabulary {
    if (codes < 1 || codes > MOST_CODES) {
      throw new IllegalArgumentException("codes must be 1 to 2^24, got " + codes);
    }
  }

  /** The vocabulary of a quantizer with so many levels in each dimension. */
  public static StructureVocabulary ofLevels(List<Integer> levels) {
    long product = 1;
    for (int level : levels) {
      if (level < 2) {
        throw new IllegalArgumentException("each level must be at least 2, got " + levels);
      }
      product *= level;
      if (product > MOST_CODES) {
        throw new IllegalArgumentException(
            "the product of the levels must be at most 2^24, got " + levels);
      }
    }
    return new StructureVocabulary((int) product);
  }

  /** Fills rows up to the longest. */
  public int pad() {
    return codes;
  }

  /** Stands for a code that is to be guessed. */
  public int mask() {
    return codes + 1;
  }

  /** A residue without a code. */
  public int unk() {
    return codes + 2;
  }

  /** Stands before the first residue. */
  public int bos() {
    return codes + 3;
  }

  /** Stands behind the last residue. */
  public int eos() {
    return codes + 4;
  }

  /** Number of ids. */
  public int size() {
    return codes + 5;
  }
}
