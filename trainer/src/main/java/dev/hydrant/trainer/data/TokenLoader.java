package dev.hydrant.trainer.data;

import dev.hydrant.trainer.data.shard.ShardFiles;
import dev.hydrant.trainer.data.shard.TokenShard;
import java.nio.file.Path;
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
  private final Function<Path, TokenSequence> opener;
  private final BatchShape shape;
  private final End end;
  private final int vocabSize;
  private TokenSequence open;
  private long lastEpoch;

  private TokenLoader(Builder builder, BatchTable table) {
    this.table = table;
    this.opener = builder.opener;
    this.shape = builder.shape;
    this.end = builder.end;
    this.vocabSize = builder.vocabSize;
  }

  /** Starts a loader of token shards. */
  public static Builder shards(List<Path> files) {
    return new Builder(files, TokenShard::open, path -> (long) TokenShard.tokensIn(path));
  }

  /** Starts a loader of the token shards that match a pattern. */
  public static Builder shards(String key, String pattern, Path base) {
    return shards(ShardFiles.resolve(key, pattern, base));
  }

  /** Starts a loader of the bytes of any files. */
  public static Builder bytes(List<Path> files) {
    return new Builder(files, ByteFile::open, path -> ByteFile.open(path).length());
  }

  @Override
  public long batchesPerEpoch() {
    return table.batches();
  }

  /** Number of tokens in all files. */
  public long tokens() {
    return table.tokens();
  }

  /** The files, in reading order. */
  public List<Path> files() {
    return table.files();
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
    announce(epoch);
    BatchTable.Place place = table.place(index % table.batches());
    TokenSequence file = file(place);
    int columns = shape.rowLength() + shape.lookahead();
    long[] inputs = new long[shape.rows() * columns];
    long[] targets = new long[inputs.length];
    long[] row = new long[columns + 1];
    long position = place.position() + shape.rank() * shape.tokensPerRank();
    for (int r = 0; r < shape.rows(); r++, position += shape.rowLength()) {
      file.read(position, row, 0, row.length);
      checkVocabulary(file, position, row);
      System.arraycopy(row, 0, inputs, r * columns, columns);
      System.arraycopy(row, 1, targets, r * columns, columns);
    }
    return new TokenBatch(index, epoch, shape.rows(), columns, inputs, targets);
  }

  private TokenSequence file(BatchTable.Place place) {
    if (open == null || !open.path().equals(place.file())) {
      TokenSequence next = opener.apply(place.file());
      if (next.length() != place.fileTokens()) {
        throw new DataException(
            next.path()
                + " has changed since the run began: it held "
                + place.fileTokens()
                + " tokens and now holds "
                + next.length()
                + ".\nPut the old file back, or start a new run");
      }
      open = next;
    }
    return open;
  }

  private void checkVocabulary(TokenSequence file, long position, long[] tokens) {
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] >= vocabSize) {
        throw new DataException(
            "Token "
                + tokens[i]
                + " at position "
                + (position + i)
                + " of "
                + file.path()
                + " is outside the vocabulary of "
                + vocabSize
                + ".\nThe file was made with another tokenizer than the model's vocab_size; a model"
                + " of bytes needs files made with ./hydrant data text --unit=bytes");
      }
    }
  }

  private void announce(long epoch) {
    if (epoch > lastEpoch) {
      LOG.info("epoch {}: the training data begins anew ({} tokens)", epoch + 1, tokens());
    }
    lastEpoch = epoch;
  }

  @Override
  public void close() {
    open = null;
  }

  /** The settings of a loader. */
  public static final class Builder {
    private final List<Path> files;
    private final Function<Path, TokenSequence> opener;
    private final Function<Path, Long> counter;
    private BatchShape shape;
    private End end = End.CYCLE;
    private int vocabSize = 1 << 16;

    private Builder(
        List<Path> files, Function<Path, TokenSequence> opener, Function<Path, Long> counter) {
      this.files = List.copyOf(files);
      this.opener = opener;
      this.counter = counter;
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
     * Reads the headers of all files, and opens none for good.
     *
     * @throws DataException if a file is damaged, or no file holds one batch
     */
    public TokenLoader build() {
      return new TokenLoader(this, BatchTable.of(files, counter, shape));
    }
  }
}
