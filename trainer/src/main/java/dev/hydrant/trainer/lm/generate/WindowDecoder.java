package dev.hydrant.trainer.lm.generate;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.function.UnaryOperator;

/**
 * Remembers the tokens themselves and computes all of them again for each new one; {@link
 * ContextWindow} says which.
 */
public final class WindowDecoder implements Decoder {
  private final EagerTorch torch;
  private final UnaryOperator<Tensor> nextLogits;
  private final ContextWindow window;

  /**
   * @param nextLogits ids {@code [1, T]} → logits of the next token {@code [1, V]}
   * @param context longest row, T
   */
  public WindowDecoder(EagerTorch torch, UnaryOperator<Tensor> nextLogits, int context) {
    this.torch = torch;
    this.nextLogits = nextLogits;
    this.window = new ContextWindow(context);
  }

  @Override
  public float[] read(long... more) {
    window.add(more);
    long[] ids = window.ids();
    try (var scope = torch.scope()) {
      return torch.noGrad(() -> nextLogits.apply(torch.tensor(ids, 1, ids.length)).toFloats());
    }
  }
}
