package dev.hydrant.trainer.data.tokens;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.error.ProgramName;
import java.util.List;

/** Finds token ids that a model does not know. */
final class VocabularyCheck {
  /** Tokens of all files together that are looked at ahead of the first batch: half a gigabyte. */
  static final long AHEAD = 1L << 28;

  /** More ids than two bytes can tell. */
  private static final int ALL = 1 << 16;

  private static final int PIECE = 1 << 16;

  private VocabularyCheck() {}

  /**
   * Looks through the files before anything is computed from them: through all tokens, or, where
   * there are more than {@code most}, through as many at the start of each file. What lies behind
   * is checked as it is read.
   *
   * @throws DataException at the first id outside the vocabulary
   */
  static void ahead(List<? extends TokenSequence> files, int vocabSize, long most) {
    if (vocabSize >= ALL) {
      return;
    }
    long left = most;
    long[] buffer = new long[PIECE];
    for (int i = 0; i < files.size(); i++) {
      TokenSequence file = files.get(i);
      long part = Math.min(file.length(), left / (files.size() - i));
      left -= part;
      stretch(file, 0, part, buffer, vocabSize);
    }
  }

  /** As above, for tokens {@code from} to {@code to - 1} of a file. */
  static void ahead(TokenSequence file, long from, long to, int vocabSize) {
    if (vocabSize < ALL) {
      stretch(file, from, to, new long[PIECE], vocabSize);
    }
  }

  private static void stretch(
      TokenSequence file, long from, long to, long[] buffer, int vocabSize) {
    for (long at = from; at < to; at += PIECE) {
      int n = (int) Math.min(PIECE, to - at);
      file.read(at, buffer, 0, n);
      check(file, at, buffer, n, vocabSize);
    }
  }

  /**
   * Looks at tokens that were read.
   *
   * @param position where the first of them lies in the file
   * @throws DataException at the first id outside the vocabulary
   */
  static void check(TokenSequence file, long position, long[] tokens, int count, int vocabSize) {
    for (int i = 0; i < count; i++) {
      if (tokens[i] >= vocabSize) {
        throw new DataException(
            ("Token %d at position %d of %s is outside the vocabulary of %d.\nThe file was made with"
                    + " another tokenizer than the model is for: set model_cfg.vocab_size to the"
                    + " tokenizer's number of ids (50257 for GPT-2's), or give other files; a model"
                    + " of bytes needs files made with %s data text --unit=bytes")
                .formatted(tokens[i], position + i, file.path(), vocabSize, ProgramName.typed()));
      }
    }
  }
}
