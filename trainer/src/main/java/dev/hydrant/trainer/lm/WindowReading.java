package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Remembers the tokens themselves and computes all of them again for each new one. Once the context
 * is full, the oldest half of it is forgotten.
 */
public final class WindowReading implements Reading {
  private final EagerTorch torch;
  private final UnaryOperator<Tensor> nextLogits;
  private final int context;
  private long[] ids = new long[0];

  /**
   * @param nextLogits ids {@code [1, T]} → logits of the next token {@code [1, V]}
   * @param context longest row, T
   */
  public WindowReading(EagerTorch torch, UnaryOperator<Tensor> nextLogits, int context) {
    this.torch = torch;
    this.nextLogits = nextLogits;
    this.context = context;
  }

  @Override
  public float[] read(long... more) {
    ids = kept(LongStream.concat(LongStream.of(ids), LongStream.of(more)).toArray(), more.length);
    try (var scope = torch.scope()) {
      return torch.noGrad(() -> nextLogits.apply(torch.tensor(ids, 1, ids.length)).toFloats());
    }
  }

  /** Of a prompt that is too long, its first token, which begins the text, and its end. */
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
}
