package dev.hydrant.trainer.lm.generate;

/** Draws the tokens of a text one after the other. */
interface TokenStream extends AutoCloseable {
  /** The next tokens, at least one. */
  int[] next();

  /** Tokens that were guessed so far. */
  default int drafted() {
    return 0;
  }

  /** Guesses that were right so far. */
  default int accepted() {
    return 0;
  }

  @Override
  void close();
}
