package dev.hydrant.trainer.model;

import java.util.Locale;

/**
 * What the drawing of a text took.
 *
 * @param tokens drawn, without one that ended the text
 * @param seconds from the prompt to the last token
 * @param promptSeconds of these until the first token could be drawn; 0 if not measured
 * @param drafted tokens that were guessed ahead
 * @param accepted of these that became text
 */
public record GenerationStats(
    int tokens, double seconds, double promptSeconds, int drafted, int accepted) {
  /** Without guesses. */
  public GenerationStats(int tokens, double seconds, double promptSeconds) {
    this(tokens, seconds, promptSeconds, 0, 0);
  }

  /** Such as {@code 120 tokens in 3.1 s: 0.4 s for the prompt, then 44 tokens/s}. */
  public String describe() {
    String text = String.format(Locale.ROOT, "%d tokens in %.1f s", tokens, seconds);
    if (promptSeconds > 0) {
      text += String.format(Locale.ROOT, ": %.1f s for the prompt", promptSeconds);
    }
    if (tokens > 1) {
      text +=
          String.format(
              Locale.ROOT,
              "%s %.1f tokens/s",
              promptSeconds > 0 ? ", then" : ":",
              tokensPerSecond());
    }
    return drafted == 0
        ? text
        : String.format(
            Locale.ROOT,
            "%s; %d of %d guesses accepted (%.0f %%)",
            text,
            accepted,
            drafted,
            100.0 * accepted / drafted);
  }

  /** Tokens in a second; the prompt and the token that follows from it are left out. */
  public double tokensPerSecond() {
    int counted = promptSeconds == 0 ? tokens : tokens - 1;
    return counted / Math.max(1e-9, seconds - promptSeconds);
  }
}
