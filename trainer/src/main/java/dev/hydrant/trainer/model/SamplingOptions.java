package dev.hydrant.trainer.model;

import dev.hydrant.trainer.error.UserException;

/**
 * How text is drawn.
 *
 * @param maxTokens how many tokens are drawn at most
 * @param temperature divides the logits; 0 takes the likeliest token
 * @param topK only so many of the likeliest tokens are in the draw; 0 for all
 * @param topP only the likeliest tokens that together have this probability; 1 for all
 * @param seed the same seed draws the same text
 * @param cached whether what was computed of a token is remembered; the text is the same without
 * @param speculative whether tokens are guessed and judged together where a model can
 * @param steps steps from noise to text of a diffusion model; 0 for those of its configuration
 * @param euler whether these are steps of Euler's method, where a model has the choice
 */
public record SamplingOptions(
    int maxTokens,
    double temperature,
    int topK,
    double topP,
    long seed,
    boolean cached,
    boolean speculative,
    int steps,
    boolean euler) {
  public SamplingOptions {
    if (maxTokens < 1) {
      throw UserException.usage("the number of tokens must be at least 1, got " + maxTokens);
    }
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw UserException.usage("the temperature must be 0 or more, got " + temperature);
    }
    if (topK < 0) {
      throw UserException.usage("top-k must be 0 (all tokens) or more, got " + topK);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw UserException.usage("top-p must lie in (0, 1], got " + topP);
    }
    if (steps < 0) {
      throw UserException.usage("the number of steps must be at least 1, got " + steps);
    }
  }

  /** With all that makes generation faster, and a model's own number of steps. */
  public SamplingOptions(int maxTokens, double temperature, int topK, double topP, long seed) {
    this(maxTokens, temperature, topK, topP, seed, true, true, 0, false);
  }

  /** The same with another seed. */
  public SamplingOptions withSeed(long other) {
    return new SamplingOptions(
        maxTokens, temperature, topK, topP, other, cached, speculative, steps, euler);
  }
}
