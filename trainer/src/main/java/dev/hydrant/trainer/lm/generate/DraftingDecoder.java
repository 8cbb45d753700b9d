package dev.hydrant.trainer.lm.generate;

/**
 * A reading by a model that also says what may come behind the next token, so that several tokens
 * can be drafted, and then verified at the price of one.
 */
public interface DraftingDecoder extends Decoder {
  /** How many tokens can be drafted behind the next one, at present. */
  int draftLength();

  /**
   * Drafts one more token.
   *
   * @param ahead the next token, which is certain, and those drafted so far
   * @return logits of the token behind them {@code [V]}
   */
  float[] draft(long... ahead);

  /**
   * Reads on, as {@link #read} does.
   *
   * @param ids at most {@link #draftLength()} + 1
   * @return the logits behind each of them {@code [n, V]}
   */
  float[][] verify(long... ids);

  /** Takes back the last tokens of those that were judged. */
  void rewind(int tokens);
}
