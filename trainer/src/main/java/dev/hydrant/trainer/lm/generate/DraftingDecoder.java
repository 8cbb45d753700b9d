package dev.hydrant.trainer.lm.generate;

/**
 * A reading by a model that also says what may come behind the next token, so that several tokens
 * can be guessed, and then judged at the price of one.
 */
public interface DraftingDecoder extends Decoder {
  /** How many tokens can be guessed behind the next one, at present. */
  int guesses();

  /**
   * Guesses one more token.
   *
   * @param ahead the next token, which is certain, and those guessed so far
   * @return logits of the token behind them {@code [V]}
   */
  float[] guess(long... ahead);

  /**
   * Reads on, as {@link #read} does.
   *
   * @param ids at most {@link #guesses()} + 1
   * @return the logits behind each of them {@code [n, V]}
   */
  float[][] judge(long... ids);

  /** Takes back the last tokens of those that were judged. */
  void takeBack(int tokens);
}
