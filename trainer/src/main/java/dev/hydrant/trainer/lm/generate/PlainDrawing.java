package dev.hydrant.trainer.lm.generate;


/** Reads a token, and draws the next from what is said of it. */
final class PlainDrawing implements Drawing {
  private final Reading reading;
  private final TokenSampler sampler;
  private long[] unread;

  PlainDrawing(Reading reading, TokenSampler sampler, long[] prompt) {
    this.reading = reading;
    this.sampler = sampler;
    this.unread = prompt;
  }

  @Override
  public int[] next() {
    int token = sampler.choose(reading.read(unread));
    unread = new long[] {token};
    return new int[] {token};
  }

  @Override
  public void close() {
    reading.close();
  }
}
