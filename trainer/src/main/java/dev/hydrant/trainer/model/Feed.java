package dev.hydrant.trainer.model;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.tokens.TokenRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The batches a model is trained and validated on. Both are functions of an index, so a run can go
 * on anywhere.
 */
public interface Feed {
  /**
   * Makes what can be made of missing data, such as shards of the sample text.
   *
   * @param progress is told how far it has come, and closed
   */
  default void prepare(PreparationProgress progress) {}

  /** Opens the training batches; they never end. The caller closes them. */
  BatchSource<Batch> training();

  /** Opens the validation batches. The caller closes them. */
  BatchSource<Batch> validation();

  /**
   * Opens the training data once through, in the order of their rows and without shuffling, for
   * what looks at all of them: the end of an epoch, a metric of the training rows. The caller
   * closes it.
   *
   * @throws IllegalStateException if the data have no such order, as the default says
   */
  default BatchSource<Batch> trainingRows() {
    throw new IllegalStateException("these data have no order of training rows: " + describe());
  }

  /** How the validation text begins, in a few words; empty for data that are no text. */
  default Optional<String> opening() {
    return Optional.empty();
  }

  /** How many batches make one validation, from index 0; 0 for none. */
  long validationBatches();

  /**
   * Where the inputs of the validation batches lie in token files, in the order in which they are
   * read, so that another program can read the same; empty for other data.
   */
  default List<TokenRange> validationRanges() {
    return List.of();
  }

  /**
   * This feed, validated by other tokens: {@code from} to {@code to − 1} of all validation files,
   * taken as one sequence. Empty for data that are no tokens.
   *
   * @throws dev.hydrant.trainer.data.DataException if the files do not hold them
   */
  default Optional<Feed> validatedBy(long from, long to) {
    return Optional.empty();
  }

  /**
   * This feed with the data of the final test in place of those of validation; empty where no test
   * is configured, and for that feed itself.
   */
  default Optional<Feed> forTest() {
    return Optional.empty();
  }

  /**
   * Opens the validation data, and reads the first batch of each part: what is wrong with it is
   * better known before a run than at its end.
   */
  default void checkValidationData() {
    if (validationBatches() > 0) {
      try (BatchSource<Batch> source = validation()) {
        source.read(0);
      }
    }
    forTest().ifPresent(Feed::checkValidationData);
  }

  /** Names of arrays that belong to a batch as a whole, not to its rows, and are never cut. */
  default Set<String> whole() {
    return Set.of();
  }

  /** What {@link Batch#items} counts, in the plural. */
  default String unit() {
    return "tokens";
  }

  /** One line on what is read, for the log. */
  String describe();
}
