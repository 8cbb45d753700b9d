package dev.hydrant.trainer.lm.generate;

/** A text as far as a model has read it; what the model remembers of it is freed by closing. */
public interface Decoder extends AutoCloseable {
  /**
   * Reads on.
   *
   * @param ids the tokens that follow those read before, at least one
   * @return the logits of the token behind them, {@code [V]}
   */
  float[] read(long... ids);

  @Override
  default void close() {}
}
