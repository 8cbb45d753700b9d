package dev.hydrant.trainer.generate;

import dev.hydrant.trainer.UserException;

/**
 * How the next token is chosen.
 *
 * @param maxTokens how many tokens are drawn at most
 * @param temperature divides the logits; 0 takes the likeliest token
 * @param topK only so many of the likeliest tokens are in the draw; 0 for all
 * @param topP only the likeliest tokens that together have this probability; 1 for all
 * @param seed the same seed draws the same text
 */
public record SamplingOptions(int maxTokens, double temperature, int topK, double topP, long seed) {
  public SamplingOptions {
    if (maxTokens < 1) {
      throw UserException.usage("the number of tokens must be at least 1, got " + maxTokens);
    }
    if (!(temperature >= 0)) {
      throw UserException.usage("the temperature must be 0 or more, got " + temperature);
    }
    if (topK < 0) {
      throw UserException.usage("top-k must be 0 (all tokens) or more, got " + topK);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw UserException.usage("top-p must lie in (0, 1], got " + topP);
    }
  }
}
