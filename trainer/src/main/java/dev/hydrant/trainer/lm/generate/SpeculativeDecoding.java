package dev.hydrant.trainer.lm.generate;

import java.util.Arrays;

/**
 * Guesses tokens with the further predictions of a model and judges them together with the main one
 * (self-speculative decoding: Stern et al. 2018, arXiv 1811.03115; speculative sampling: Leviathan
 * et al. 2023, arXiv 2211.17192). The text has the distribution it would have without guesses; at
 * temperature 0 it is the same text.
 */
final class SpeculativeDecoding implements TokenStream {
  private final DraftingDecoder decoder;
  private final TokenSampler sampler;
  private long[] prompt;
  private int next;
  private int guessed;
  private int accepted;

  SpeculativeDecoding(DraftingDecoder decoder, TokenSampler sampler, long[] prompt) {
    this.decoder = decoder;
    this.sampler = sampler;
    this.prompt = prompt;
  }

  @Override
  public int[] next() {
    if (prompt != null) {
      next = sampler.choose(decoder.read(prompt));
      prompt = null;
      return new int[] {next};
    }
    int n = decoder.draftLength();
    long[] ids = new long[n + 1];
    Distribution[] guesses = new Distribution[n];
    ids[0] = next;
    for (int k = 0; k < n; k++) {
      guesses[k] = sampler.distribution(decoder.draft(Arrays.copyOf(ids, k + 1)));
      ids[k + 1] = sampler.draw(guesses[k]);
    }
    return judged(ids, guesses);
  }

  /** The guesses that stand, and the token behind them. */
  private int[] judged(long[] ids, Distribution[] guesses) {
    float[][] logits = decoder.verify(ids);
    int n = guesses.length;
    int right = 0;
    Distribution wanted = sampler.distribution(logits[0]);
    while (right < n && sampler.accepts((int) ids[right + 1], wanted, guesses[right])) {
      wanted = sampler.distribution(logits[++right]);
    }
    if (right < n) {
      decoder.rewind(n - right);
      wanted = wanted.beyond(guesses[right]);
    }
    guessed += n;
    accepted += right;
    next = sampler.draw(wanted);
    int[] tokens = new int[right + 1];
    for (int i = 0; i < right; i++) {
      tokens[i] = (int) ids[i + 1];
    }
    tokens[right] = next;
    return tokens;
  }

  @Override
  public int drafted() {
    return guessed;
  }

  @Override
  public int accepted() {
    return accepted;
  }

  @Override
  public void close() {
    decoder.close();
  }
}
