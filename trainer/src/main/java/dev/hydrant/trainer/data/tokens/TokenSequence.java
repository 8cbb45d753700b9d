package dev.hydrant.trainer.data.tokens;

import dev.hydrant.trainer.data.DataException;
import java.nio.file.Path;

/** A file seen as a sequence of token ids that can be read at any position, by any thread. */
public interface TokenSequence {
  /** The file. */
  Path path();

  /** Number of tokens. */
  long length();

  /**
   * Copies tokens {@code position .. position + count - 1} into an array.
   *
   * @throws DataException if the file has been changed or cannot be read any more
   */
  void read(long position, long[] into, int offset, int count);

  /** Throws if a stretch does not lie within a sequence. */
  static void checkRange(TokenSequence sequence, long position, int count) {
    if (position < 0 || count < 0 || position + count > sequence.length()) {
      throw new IndexOutOfBoundsException(
          "tokens "
              + position
              + " to "
              + (position + count)
              + " of "
              + sequence.length()
              + " in "
              + sequence.path());
    }
  }
}
