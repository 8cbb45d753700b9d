package dev.hydrant.trainer.generate;

/**
 * What the drawing of a text took.
 *
 * @param tokens drawn, without one that ended the text
 * @param seconds from the prompt to the last token
 * @param promptSeconds of these until the first token could be drawn; 0 if not measured
 * @param guessed tokens that were guessed ahead
 * @param accepted of these that became text
 */
public record Effort(int tokens, double seconds, double promptSeconds, int guessed, int accepted) {
  /** Without guesses. */
  public Effort(int tokens, double seconds, double promptSeconds) {
    this(tokens, seconds, promptSeconds, 0, 0);
  }

  /** Tokens in a second, the time of the prompt left out. */
  public double tokensPerSecond() {
    return tokens / Math.max(1e-9, seconds - promptSeconds);
  }
}
