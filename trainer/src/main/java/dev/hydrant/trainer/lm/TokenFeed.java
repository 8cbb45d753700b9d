package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.text.SampleText;
import dev.hydrant.trainer.data.text.TextManifest;
import dev.hydrant.trainer.data.text.TextOpening;
import dev.hydrant.trainer.data.text.TextPreparation;
import dev.hydrant.trainer.data.text.Unit;
import dev.hydrant.trainer.data.tokens.BatchShape;
import dev.hydrant.trainer.data.tokens.ShardFiles;
import dev.hydrant.trainer.data.tokens.TokenBatch;
import dev.hydrant.trainer.data.tokens.TokenLoader;
import dev.hydrant.trainer.data.tokens.TokenRange;
import dev.hydrant.trainer.data.tokens.TokenStretch;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of consecutive tokens from shards, as language models read them: {@code inputs} and {@code
 * targets}, both {@code [B, T]}, where the target of a token is the one behind it.
 */
public final class TokenFeed implements Feed {
  /** Name of the token ids, {@code [B, T]}. */
  public static final String INPUTS = "inputs";

  /** Name of the ids that follow them, {@code [B, T]}. */
  public static final String TARGETS = "targets";

  private static final String TEST = "test";

  private static final Logger LOG = LoggerFactory.getLogger(TokenFeed.class);

  /**
   * What the model is validated on.
   *
   * @param name of the keys: {@code <name>_files} and {@code <name>_tokens}
   * @param tokens how many; all if empty
   */
  private record Judge(String name, String files, Optional<Long> tokens) {
    String filesKey() {
      return name + "_files";
    }

    String tokensKey() {
      return name + "_tokens";
    }
  }

  private final TokenDataConfig config;
  private final Judge judge;
  private final BatchShape shape;
  private final int vocabSize;
  private final Path base;

  /**
   * @param rowLength tokens of one row, T
   * @param vocabSize ids from here on are an error
   */
  public TokenFeed(TokenDataConfig config, int rowLength, int vocabSize) {
    this(config, rowLength, vocabSize, 0);
  }

  /**
   * As above, with rows that see further than they advance: arrays are {@code [B, T + lookahead]},
   * and a row's last tokens are the first of the next.
   */
  public TokenFeed(TokenDataConfig config, int rowLength, int vocabSize, int lookahead) {
    this.config = config;
    this.judge = new Judge("val", config.valFiles(), Optional.of(config.valTokens()));
    this.vocabSize = vocabSize;
    this.base = Path.of(config.localDataPath().orElse(""));
    int row = Math.min(rowLength, config.seqLen());
    if (config.seqLen() % row != 0) {
      throw UserException.usage(
          "seq_len %d cannot be cut into rows of n_ctx %d tokens.\nUse a multiple, such as seq_len=%d"
              .formatted(config.seqLen(), row, (config.seqLen() / row) * row));
    }
    this.shape = BatchShape.of(config.seqLen() / row, row).withLookahead(lookahead);
    requireOneBatch();
  }

  private TokenFeed(TokenFeed like, Judge judge) {
    this.config = like.config;
    this.judge = judge;
    this.shape = like.shape;
    this.vocabSize = like.vocabSize;
    this.base = like.base;
    requireOneBatch();
  }

  private void requireOneBatch() {
    if (judge.tokens().filter(n -> n < config.seqLen()).isPresent()) {
      throw UserException.usage(
          "%s %d is less than one batch of seq_len %d tokens.\nLower seq_len, or raise %s to %d, if the files hold so many"
              .formatted(
                  judge.tokensKey(),
                  judge.tokens().get(),
                  config.seqLen(),
                  judge.tokensKey(),
                  config.seqLen()));
    }
  }

  @Override
  public void prepare(PreparationProgress progress) {
    Stream.concat(Stream.of(config.trainFiles(), config.valFiles()), config.testFiles().stream())
        .flatMap(pattern -> SampleText.unit(pattern).stream())
        .distinct()
        .forEach(unit -> prepare(unit, progress));
  }

  private void prepare(Unit unit, PreparationProgress progress) {
    TextPreparation.Result result =
        TextPreparation.prepare(SampleText.request(base, unit), false, progress);
    if (!result.upToDate()) {
      LOG.info(
          "prepared the Europarl sample: {} training and {} validation tokens",
          result.manifest().tokens("train"),
          result.manifest().tokens("val"));
    }
  }

  @Override
  public BatchSource<Batch> training() {
    return named(loader("train_files", config.trainFiles(), TokenLoader.End.CYCLE));
  }

  @Override
  public BatchSource<Batch> validation() {
    return named(validationLoader());
  }

  private TokenLoader validationLoader() {
    TokenLoader loader = loader(judge.filesKey(), judge.files(), TokenLoader.End.STOP);
    long offered = loader.batchesPerEpoch() * config.seqLen();
    if (judge.tokens().filter(n -> n / config.seqLen() * config.seqLen() > offered).isPresent()) {
      loader.close();
      throw UserException.usage(
          "%s %,d is more than %s offers.\nLower it to at most %s=%d, or give more files"
              .formatted(
                  judge.tokensKey(),
                  judge.tokens().get(),
                  judge.files(),
                  judge.tokensKey(),
                  offered));
    }
    return loader;
  }

  @Override
  public List<TokenRange> validationRanges() {
    try (TokenLoader loader = validationLoader()) {
      return loader.ranges(validationBatches());
    }
  }

  @Override
  public Optional<Feed> validatedBy(long from, long to) {
    List<Path> files = ShardFiles.resolve(judge.filesKey(), judge.files(), base);
    TokenStretch stretch = TokenStretch.open(files, shape, from, to, vocabSize);
    return Optional.of(new StretchFeed(this, stretch, named(stretch)));
  }

  @Override
  public Optional<Feed> forTest() {
    return judge.name().equals(TEST)
        ? Optional.empty()
        : config
            .testFiles()
            .map(files -> new TokenFeed(this, new Judge(TEST, files, config.testTokens())));
  }

  private TokenLoader loader(String key, String pattern, TokenLoader.End end) {
    return TokenLoader.shards(key, pattern, base)
        .shape(shape)
        .end(end)
        .vocabSize(vocabSize)
        .build();
  }

  @Override
  public long validationBatches() {
    if (judge.tokens().isPresent()) {
      return judge.tokens().get() / config.seqLen();
    }
    try (TokenLoader loader = validationLoader()) {
      return loader.batchesPerEpoch();
    }
  }

  @Override
  public Optional<String> opening() {
    if (SampleText.isSample(config.valFiles())) {
      return Optional.of(SampleText.OPENING);
    }
    Path first = ShardFiles.resolve("val_files", config.valFiles(), base).get(0);
    Unit unit =
        TextManifest.unitOf(first)
            .orElse(vocabSize <= Unit.BYTES.endOfText() ? Unit.BYTES : Unit.GPT2);
    return Optional.of(TextOpening.of(first, unit));
  }

  @Override
  public String describe() {
    try (BatchSource<Batch> source = training()) {
      return "%s: %,d batches of %d x %d tokens"
          .formatted(
              config.trainFiles(), source.batchesPerEpoch(), shape.rows(), shape.rowLength());
    }
  }

  private BatchSource<Batch> named(BatchSource<TokenBatch> loader) {
    return loader.map(
        b -> {
          Map<String, Batch.Array> arrays = new LinkedHashMap<>();
          arrays.put(INPUTS, new Batch.Longs(b.inputs(), b.rows(), b.columns()));
          arrays.put(TARGETS, new Batch.Longs(b.targets(), b.rows(), b.columns()));
          return new Batch(arrays, (long) b.rows() * (b.columns() - shape.lookahead()));
        });
  }
}
