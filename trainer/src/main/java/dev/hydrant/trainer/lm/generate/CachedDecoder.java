package dev.hydrant.trainer.lm.generate;

import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/**
 * Remembers what the layers of a model keep of each token, such as keys and values, and computes
 * new tokens alone. Where {@link ContextWindow} forgets tokens, the others get new places and are
 * computed again.
 */
public final class CachedDecoder implements Decoder {
  /** The model. */
  @FunctionalInterface
  public interface Next {
    /**
     * Goes over the next tokens of a text.
     *
     * @param ids {@code [1, S]}
     * @param cache what was kept of those before
     * @return logits of the token behind the last one {@code [1, V]}
     */
    Tensor logits(Tensor ids, KvCache cache);
  }

  private final EagerTorch torch;
  private final ContextWindow window;
  private final CachedForward pass;
  private final boolean oneByOne;

  /**
   * @param context longest row
   */
  public CachedDecoder(EagerTorch torch, Module module, int context, Next next) {
    this(torch, module, context, next, false);
  }

  /**
   * As above.
   *
   * @param oneByOne whether the model takes many tokens at the start of a text alone
   */
  public CachedDecoder(EagerTorch torch, Module module, int context, Next next, boolean oneByOne) {
    this.torch = torch;
    this.oneByOne = oneByOne;
    this.window = new ContextWindow(context);
    this.pass =
        new CachedForward(
            torch, module, context, (in, cache) -> List.of(next.logits(in.get(0), cache)));
  }

  @Override
  public float[] read(long... more) {
    if (!window.add(more)) {
      pass.rewind(0);
      return advance(window.ids());
    }
    if (!oneByOne || pass.length() == 0) {
      return advance(more);
    }
    float[] logits = null;
    for (long id : more) {
      logits = advance(id);
    }
    return logits;
  }

  private float[] advance(long... ids) {
    try (var scope = torch.scope()) {
      Tensor in = torch.tensor(ids, 1, ids.length);
      return pass.advance(ids.length, List.of(in)).get(0).toFloats();
    }
  }

  @Override
  public void close() {
    pass.close();
  }
}
