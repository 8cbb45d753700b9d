package dev.hydrant.trainer;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.text.Progress;

/**
 * The batches a model learns from and is judged by. Both are functions of an index, so a run can go
 * on anywhere.
 */
public interface Feed {
  /**
   * Makes what can be made of missing data, such as shards of the sample text.
   *
   * @param progress is told how far it has come, and closed
   */
  default void prepare(Progress progress) {}

  /** Opens the training batches; they never end. The caller closes them. */
  BatchSource<Batch> training();

  /** Opens the validation batches. The caller closes them. */
  BatchSource<Batch> validation();

  /** How many batches make one validation, from index 0; 0 for none. */
  long validationBatches();

  /** What {@link Batch#items} counts, in the plural. */
  default String unit() {
    return "tokens";
  }

  /** One line on what is read, for the log. */
  String describe();
}
