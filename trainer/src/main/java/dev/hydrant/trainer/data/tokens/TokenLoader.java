package dev.hydrant.trainer.data.tokens;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches of consecutive tokens from files in order, without a cursor. All ranks together advance
 * {@code shape.tokensPerBatch()} tokens a batch; rank {@code r} takes the r-th part of them.
 *
 * <p>The rule of llm.c and modded-nanogpt: at position {@code p} of a file of {@code n} tokens a
 * batch of {@code b} tokens (and lookahead {@code l}) is read if {@code p + b + 1 + l < n}; else
 * the next file begins and the tail is dropped. A file that is too short for one batch is passed
 * over.
 */
public final class TokenLoader implements BatchSource<TokenBatch> {
  /** What happens after the last file. */
  public enum End {
    /** The first file begins anew, and the log says so. For training. */
    CYCLE,
    /** Reading on is an error. For validation. */
    STOP
  }

  private static final Logger LOG = LoggerFactory.getLogger(TokenLoader.class);

  private final BatchTable table;
  private final BatchShape shape;
  private final End end;
  private final int vocabSize;

  private TokenLoader(Builder builder, BatchTable table) {
    this.table = table;
    this.shape = builder.shape;
    this.end = builder.end;
    this.vocabSize = builder.vocabSize;
  }

  /** Starts a loader of token shards. */
  public static Builder shards(List<Path> files) {
    return new Builder(files, TokenShard::open);
  }

  /** Starts a loader of the token shards that match a pattern. */
  public static Builder shards(String key, String pattern, Path base) {
    return shards(ShardFiles.resolve(key, pattern, base));
  }

  /** Starts a loader of the bytes of any files. */
  public static Builder bytes(List<Path> files) {
    return new Builder(files, ByteFile::open);
  }

  @Override
  public long batchesPerEpoch() {
    return table.batches();
  }

  /** Number of tokens in all files. */
  public long tokens() {
    return table.tokens();
  }

  /** Where the inputs of the first batches lie, for all ranks together. */
  public List<TokenRange> ranges(long batches) {
    List<TokenRange> out = new ArrayList<>();
    for (long i = 0; i < batches; i++) {
      BatchTable.Place place = table.place(i);
      Path file = place.file().path();
      TokenRange last = out.isEmpty() ? null : out.get(out.size() - 1);
      long end = place.position() + shape.tokensPerBatch();
      if (last != null && last.file().equals(file) && last.to() == place.position()) {
        out.set(out.size() - 1, new TokenRange(file, last.from(), end));
      } else {
        out.add(new TokenRange(file, place.position(), end));
      }
    }
    return out;
  }

  /** The files, in reading order. */
  public List<Path> files() {
    return table.files().stream().map(TokenSequence::path).toList();
  }

  @Override
  public TokenBatch read(long index) {
    if (index < 0) {
      throw new IndexOutOfBoundsException("batch " + index);
    }
    long epoch = index / table.batches();
    if (epoch > 0 && end == End.STOP) {
      throw new DataException(
          "The data ends after "
              + table.batches()
              + " batches of "
              + shape.tokensPerBatch()
              + " tokens, but batch "
              + (index + 1)
              + " was asked for.\n"
              + table.describe()
              + "\nLower val_tokens to at most "
              + table.batches() * shape.tokensPerBatch()
              + ", or give more files");
    }
    if (epoch > 0 && index % table.batches() == 0) {
      LOG.info("epoch {}: the data starts over ({} tokens)", epoch + 1, tokens());
    }
    BatchTable.Place place = table.place(index % table.batches());
    long[] window = window(place);
    int columns = shape.rowLength() + shape.lookahead();
    long[] inputs = new long[shape.rows() * columns];
    long[] targets = new long[inputs.length];
    for (int row = 0; row < shape.rows(); row++) {
      int start = row * shape.rowLength();
      System.arraycopy(window, start, inputs, row * columns, columns);
      System.arraycopy(window, start + 1, targets, row * columns, columns);
    }
    return new TokenBatch(index, epoch, shape.rows(), columns, inputs, targets);
  }

  @Override
  public String locate(long index) {
    BatchTable.Place place = table.place(index % table.batches());
    return "token " + place.position() + " of " + place.file().path();
  }

  /** All tokens that this rank sees in a batch, {@code [rows * rowLength + lookahead + 1]}. */
  private long[] window(BatchTable.Place place) {
    long position = place.position() + shape.rank() * shape.tokensPerRank();
    long[] tokens = new long[Math.toIntExact(shape.tokensPerRank() + shape.lookahead() + 1)];
    place.file().read(position, tokens, 0, tokens.length);
    VocabularyCheck.check(place.file(), position, tokens, tokens.length, vocabSize);
    return tokens;
  }

  /** The settings of a loader. */
  public static final class Builder {
    private final List<Path> files;
    private final Function<Path, TokenSequence> opener;
    private BatchShape shape;
    private End end = End.CYCLE;
    private int vocabSize = 1 << 16;

    private Builder(List<Path> files, Function<Path, TokenSequence> opener) {
      this.files = List.copyOf(files);
      this.opener = opener;
    }

    /** How the tokens are cut into rows; required. */
    public Builder shape(BatchShape value) {
      this.shape = value;
      return this;
    }

    /** What happens after the last file; {@link End#CYCLE} if not given. */
    public Builder end(End value) {
      this.end = value;
      return this;
    }

    /** Ids from here on are an error; 65536 if not given. */
    public Builder vocabSize(int value) {
      this.vocabSize = value;
      return this;
    }

    /**
     * Reads the headers of all files, and looks for ids outside the vocabulary: in all tokens, or
     * in the first 2<sup>28</sup> of large data; behind those, as they are read.
     *
     * @throws DataException if a file is damaged or of another vocabulary, or no file holds one
     *     batch
     */
    public TokenLoader build() {
      List<TokenSequence> sequences = files.stream().map(opener).toList();
      BatchTable table = BatchTable.of(sequences, shape);
      VocabularyCheck.ahead(sequences, vocabSize, VocabularyCheck.AHEAD);
      return new TokenLoader(this, table);
    }
  }
}
