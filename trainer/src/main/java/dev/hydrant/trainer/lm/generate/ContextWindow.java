package dev.hydrant.trainer.lm.generate;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The tokens of a text that a model with a longest row still sees. Of a prompt that is too long it
 * keeps the first token, which begins the text, and the end. Once a text has filled the row, the
 * oldest half of it is forgotten, and the other half becomes the start of a row.
 */
public final class ContextWindow {
  private final int context;
  private long[] ids = new long[0];

  /**
   * @param context longest row
   */
  public ContextWindow(int context) {
    this.context = context;
  }

  /** Adds tokens; returns false if others had to go, so that all places are new. */
  public boolean add(long... more) {
    boolean fits = ids.length + more.length <= context;
    ids = kept(LongStream.concat(LongStream.of(ids), LongStream.of(more)).toArray(), more.length);
    return fits;
  }

  private long[] kept(long[] all, int added) {
    if (all.length <= context) {
      return all;
    }
    boolean isPrompt = added == all.length;
    int n = isPrompt ? context : Math.min(context, context / 2 + added);
    long[] end = Arrays.copyOfRange(all, all.length - n, all.length);
    if (isPrompt) {
      end[0] = all[0];
    }
    return end;
  }

  /** The tokens seen. */
  public long[] ids() {
    return ids;
  }

  /** How many tokens fit before some are forgotten. */
  public int room() {
    return context - ids.length;
  }

  /** Takes back the last tokens. */
  public void remove(int tokens) {
    ids = Arrays.copyOf(ids, ids.length - tokens);
  }
}
