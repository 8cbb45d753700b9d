package dev.hydrant.trainer.data.tokens;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Any stretch of the tokens of files, read as one sequence: tokens {@code from} to {@code to − 1}
 * in rows, the last of which may be shorter and is then a batch by itself. Rows may lie across the
 * border of two files, which those of a {@link TokenLoader} do not.
 */
public final class TokenStretch implements BatchSource<TokenBatch> {
  private final List<TokenSequence> files;
  private final BatchShape shape;
  private final long from;
  private final long to;

  private TokenStretch(List<TokenSequence> files, BatchShape shape, long from, long to) {
    this.files = files;
    this.shape = shape;
    this.from = from;
    this.to = to;
  }

  /**
   * Opens a stretch of token shards.
   *
   * @param to one past the last token that is an input; the last target lies there, and what rows
   *     see further lies behind it
   * @param vocabSize ids from here on are an error
   * @throws DataException if the files do not hold so many tokens, or one outside the vocabulary
   */
  public static TokenStretch open(
      List<Path> files, BatchShape shape, long from, long to, int vocabSize) {
    List<TokenSequence> shards = new ArrayList<>();
    files.forEach(f -> shards.add(TokenShard.open(f)));
    long all = shards.stream().mapToLong(TokenSequence::length).sum();
    long last = all - 1 - shape.lookahead();
    if (from < 0 || to <= from || to > last) {
      throw new DataException(
          "Tokens %d:%d cannot be evaluated: %s %s %,d tokens, and each needs the one behind it.\nGive a range within 0:%d"
              .formatted(
                  from,
                  to,
                  files.size() == 1 ? files.get(0) : files.size() + " files from " + files.get(0),
                  files.size() == 1 ? "has" : "have",
                  all,
                  Math.max(0, last)));
    }
    TokenStretch stretch = new TokenStretch(List.copyOf(shards), shape, from, to);
    for (TokenRange r : stretch.ranges(from, to + shape.lookahead() + 1)) {
      VocabularyCheck.ahead(stretch.file(r), r.from(), r.to(), vocabSize);
    }
    return stretch;
  }

  private long fullRows() {
    return (to - from) / shape.rowLength();
  }

  private long batchesOfFullRows() {
    return (fullRows() + shape.rows() - 1) / shape.rows();
  }

  @Override
  public long batchesPerEpoch() {
    return batchesOfFullRows() + ((to - from) % shape.rowLength() == 0 ? 0 : 1);
  }

  @Override
  public TokenBatch read(long index) {
    if (index < batchesOfFullRows()) {
      long first = index * shape.rows();
      int rows = (int) Math.min(shape.rows(), fullRows() - first);
      return read(index, from + first * shape.rowLength(), rows, shape.rowLength());
    }
    int rest = (int) ((to - from) % shape.rowLength());
    return read(index, to - rest, 1, rest);
  }

  private TokenBatch read(long index, long position, int rows, int advance) {
    int columns = advance + shape.lookahead();
    long[] window = new long[rows * advance + shape.lookahead() + 1];
    for (TokenRange r : ranges(position, position + window.length)) {
      TokenSequence file = file(r);
      long[] part = new long[(int) (r.to() - r.from())];
      file.read(r.from(), part, 0, part.length);
      System.arraycopy(part, 0, window, (int) (before(file) + r.from() - position), part.length);
    }
    long[] inputs = new long[rows * columns];
    long[] targets = new long[rows * columns];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(window, row * advance, inputs, row * columns, columns);
      System.arraycopy(window, row * advance + 1, targets, row * columns, columns);
    }
    return new TokenBatch(index, 0, rows, columns, inputs, targets);
  }

  private TokenSequence file(TokenRange range) {
    return files.stream().filter(f -> f.path().equals(range.file())).findFirst().orElseThrow();
  }

  /** Tokens in the files before one. */
  private long before(TokenSequence file) {
    return files.subList(0, files.indexOf(file)).stream().mapToLong(TokenSequence::length).sum();
  }

  /** Where the inputs lie. */
  public List<TokenRange> ranges() {
    return ranges(from, to);
  }

  private List<TokenRange> ranges(long begin, long end) {
    List<TokenRange> out = new ArrayList<>();
    long start = 0;
    for (TokenSequence f : files) {
      long a = Math.max(begin, start) - start;
      long b = Math.min(end, start + f.length()) - start;
      if (a < b) {
        out.add(new TokenRange(f.path(), a, b));
      }
      start += f.length();
    }
    return out;
  }
}
