package dev.hydrant.trainer.lm.recurrentdepth;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.tokens.TokenRange;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongToIntFunction;

/**
 * Batches of tokens with the number of repetitions of each: the length of an array {@link
 * #REPETITIONS}. It is a shape and not a value because it decides which operators are recorded.
 */
final class RecurrentFeed implements Feed {
  static final String REPETITIONS = "repetitions";

  private final Feed tokens;
  private final LongToIntFunction training;
  private final int validation;

  /**
   * @param training repetitions of a training batch by its number
   * @param validation repetitions of every validation batch
   */
  RecurrentFeed(Feed tokens, LongToIntFunction training, int validation) {
    this.tokens = tokens;
    this.training = training;
    this.validation = validation;
  }

  @Override
  public void prepare(PreparationProgress progress) {
    tokens.prepare(progress);
  }

  @Override
  public BatchSource<Batch> training() {
    return with(tokens.training(), training);
  }

  @Override
  public BatchSource<Batch> validation() {
    return with(tokens.validation(), i -> validation);
  }

  @Override
  public Optional<String> opening() {
    return tokens.opening();
  }

  @Override
  public List<TokenRange> validationRanges() {
    return tokens.validationRanges();
  }

  @Override
  public Optional<Feed> validatedBy(long from, long to) {
    return tokens
        .validatedBy(from, to)
        .map(other -> new RecurrentFeed(other, training, validation));
  }

  @Override
  public Optional<Feed> forTest() {
    return tokens.forTest().map(other -> new RecurrentFeed(other, training, validation));
  }

  @Override
  public long validationBatches() {
    return tokens.validationBatches();
  }

  @Override
  public Set<String> whole() {
    return Set.of(REPETITIONS);
  }

  @Override
  public String unit() {
    return tokens.unit();
  }

  @Override
  public String describe() {
    return tokens.describe();
  }

  private static BatchSource<Batch> with(BatchSource<Batch> source, LongToIntFunction count) {
    return source.map(
        (index, batch) -> {
          int n = count.applyAsInt(index);
          Map<String, Batch.Array> arrays = new LinkedHashMap<>(batch.arrays());
          arrays.put(REPETITIONS, new Batch.Longs(new long[n], n));
          return new Batch(arrays, batch.items());
        });
  }
}
