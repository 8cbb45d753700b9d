package dev.hydrant.trainer.lm.generate;

/** Reads a token, and draws the next from what is said of it. */
final class PlainTokenStream implements TokenStream {
  private final Decoder decoder;
  private final TokenSampler sampler;
  private long[] unread;

  PlainTokenStream(Decoder decoder, TokenSampler sampler, long[] prompt) {
    this.decoder = decoder;
    this.sampler = sampler;
    this.unread = prompt;
  }

  @Override
  public int[] next() {
    int token = sampler.choose(decoder.read(unread));
    unread = new long[] {token};
    return new int[] {token};
  }

  @Override
  public void close() {
    decoder.close();
  }
}
