package dev.hydrant.trainer.data.tokens;

/**
 * How a stretch of tokens is cut into rows, and which stretch is this process's.
 *
 * @param rows rows of one micro-batch of one rank, B
 * @param rowLength tokens by which one row advances, T
 * @param lookahead tokens beyond its end that a row sees as well (multi-token prediction); the next
 *     row begins with them
 * @param rank this process, {@code 0 <= rank < world}
 * @param world number of processes that read side by side
 */
public record BatchShape(int rows, int rowLength, int lookahead, int rank, int world) {
  /** Checks that all sizes make sense. */
  public BatchShape {
    if (rows < 1 || rowLength < 1 || lookahead < 0) {
      throw new IllegalArgumentException(
          "a batch needs rows >= 1, rowLength >= 1, lookahead >= 0; got "
              + rows
              + ", "
              + rowLength
              + ", "
              + lookahead);
    }
    if (world < 1 || rank < 0 || rank >= world) {
      throw new IllegalArgumentException("rank " + rank + " of a world of " + world);
    }
  }

  /** One process, no lookahead: {@code rows} rows of {@code rowLength} tokens. */
  public static BatchShape of(int rows, int rowLength) {
    return new BatchShape(rows, rowLength, 0, 0, 1);
  }

  /** The same cut, with rows that see further than they advance. */
  public BatchShape withLookahead(int tokens) {
    return new BatchShape(rows, rowLength, tokens, rank, world);
  }

  /** The same cut for one of several processes. */
  public BatchShape withRank(int newRank, int newWorld) {
    return new BatchShape(rows, rowLength, lookahead, newRank, newWorld);
  }

  /** Tokens by which one rank advances in a micro-step. */
  public long tokensPerRank() {
    return (long) rows * rowLength;
  }

  /** Tokens by which all ranks together advance in a micro-step. */
  public long tokensPerBatch() {
    return tokensPerRank() * world;
  }
}
