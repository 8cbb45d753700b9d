package dev.hydrant.trainer.protein.inference;

import dev.hydrant.trainer.protein.tokens.SequenceVocabulary;
import dev.hydrant.trainer.protein.tokens.StructureVocabulary;
import java.util.Arrays;

/** Two tracks of ids with masks in them, BOS and EOS at their ends; [L + 2] each. */
final class Draft {
  /** One track. */
  static final class Track {
    private final long[] ids;
    private final boolean[] masked;
    private final int content;

    /**
     * @param given ids of the residues, −1 for those to be drawn
     * @param content number of ids that may be drawn
     */
    Track(int[] given, int content, long mask, long begin, long end) {
      this.content = content;
      ids = new long[given.length + 2];
      masked = new boolean[ids.length];
      ids[0] = begin;
      ids[ids.length - 1] = end;
      for (int i = 0; i < given.length; i++) {
        masked[i + 1] = given[i] < 0;
        ids[i + 1] = given[i] < 0 ? mask : given[i];
      }
    }

    long[] ids() {
      return ids;
    }

    boolean isMasked(int at) {
      return masked[at];
    }

    boolean[] masked() {
      return masked;
    }

    int content() {
      return content;
    }

    /** How many positions are to be drawn. */
    int left() {
      int left = 0;
      for (boolean m : masked) {
        left += m ? 1 : 0;
      }
      return left;
    }

    void set(int at, int id) {
      ids[at] = id;
      masked[at] = false;
    }

    /** The ids of the residues. */
    int[] residues() {
      return Arrays.stream(ids, 1, ids.length - 1).mapToInt(i -> (int) i).toArray();
    }
  }

  private final Track sequence;
  private final Track structure;

  /**
   * @param sequence {@code [L]} ids, −1 for residues to be drawn
   * @param structure {@code [L]} codes, −1 for those to be drawn
   * @param codes number of codes
   */
  Draft(int[] sequence, int[] structure, int codes) {
    StructureVocabulary vocabulary = new StructureVocabulary(codes);
    this.sequence =
        new Track(
            sequence,
            SequenceVocabulary.CONTENT,
            SequenceVocabulary.MASK,
            SequenceVocabulary.BOS,
            SequenceVocabulary.EOS);
    this.structure =
        new Track(structure, codes, vocabulary.mask(), vocabulary.bos(), vocabulary.eos());
  }

  Track sequence() {
    return sequence;
  }

  Track structure() {
    return structure;
  }

  boolean isDone() {
    return sequence.left() + structure.left() == 0;
  }
}
