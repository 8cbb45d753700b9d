package dev.hydrant.trainer.lm.megabyte;

import dev.hydrant.trainer.lm.generate.CachedForward;
import dev.hydrant.trainer.lm.generate.ContextWindow;
import dev.hydrant.trainer.lm.generate.Decoder;
import dev.hydrant.trainer.torch.EagerTensor;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads byte by byte: the global model goes one step further when a patch is complete, the local
 * model with each byte of a patch; both remember.
 */
final class MegaByteDecoder implements Decoder {
  private final EagerTorch torch;
  private final int patch;
  private final ContextWindow window;
  private final CachedForward global;
  private final CachedForward local;
  private Tensor said;

  /**
   * @param context longest text; the row of the model has one place more
   */
  MegaByteDecoder(EagerTorch torch, MegaByte model, int patch, int context) {
    this.torch = torch;
    this.patch = patch;
    this.window = new ContextWindow(context);
    this.global =
        new CachedForward(
            torch,
            model,
            context / patch + 1,
            (in, past) -> List.of(model.said(in.isEmpty() ? null : in.get(0), past)));
    this.local =
        new CachedForward(
            torch,
            model,
            patch,
            (in, past) ->
                List.of(model.nextLogits(in.get(0), in.size() == 1 ? null : in.get(1), past)));
  }

  @Override
  public float[] read(long... ids) {
    boolean isStart = window.ids().length == 0;
    if (!window.add(ids) || isStart) {
      return restart(window.ids());
    }
    float[] logits = null;
    for (int i = ids.length - 1; i >= 0; i--) {
      logits = next(window.ids().length - i);
    }
    return logits;
  }

  private float[] restart(long[] ids) {
    int whole = ids.length / patch * patch;
    global.rewind(0);
    patch(Arrays.copyOf(ids, whole), whole / patch + 1);
    return bytes(Arrays.copyOfRange(ids, whole, ids.length), ids.length - whole + 1);
  }

  /** Goes over the last of n bytes. */
  private float[] next(int n) {
    if (n % patch != 0) {
      return bytes(Arrays.copyOfRange(window.ids(), n - 1, n), 1);
    }
    patch(Arrays.copyOfRange(window.ids(), n - patch, n), 1);
    return bytes(new long[0], 1);
  }

  private void patch(long[] ids, int steps) {
    try (Scope s = torch.scope()) {
      Tensor next = global.advance(steps, ids.length == 0 ? List.of() : List.of(row(ids))).get(0);
      close(said);
      said = torch.owned(next);
    }
    local.rewind(0);
  }

  private float[] bytes(long[] ids, int steps) {
    try (Scope s = torch.scope()) {
      List<Tensor> in = new ArrayList<>(List.of(said));
      if (ids.length > 0) {
        in.add(row(ids));
      }
      return local.advance(steps, in).get(0).toFloats();
    }
  }

  private Tensor row(long[] ids) {
    return torch.tensor(ids, 1, ids.length);
  }

  private static void close(Tensor t) {
    if (t != null) {
      ((EagerTensor) t).close();
    }
  }

  @Override
  public void close() {
    close(said);
    global.close();
    local.close();
  }
}
