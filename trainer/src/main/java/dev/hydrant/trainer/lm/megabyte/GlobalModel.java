package dev.hydrant.trainer.lm.megabyte;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.LayerNorm;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/** The transformer over patches: what it says of a patch follows from the patches before it. */
final class GlobalModel extends Module {
  private final int patch;
  private final Parameter bytes;
  private final Parameter positions;
  private final Parameter pad;
  private final List<MegaByteBlock> blocks;
  private final LayerNorm lnF;

  GlobalModel(MegaByteConfig c) {
    patch = c.patchSize();
    Init normal = Init.normal(MegaByteBlock.STD);
    int d = c.dGlobal();
    bytes = parameter("embed_bytes", normal, c.ids(), c.dGlobalPrePatch()).tag("embed");
    positions = parameter("embed_positions", normal, c.nCtx(), c.dGlobalPrePatch()).tag("embed");
    pad = parameter("pad", normal, d);
    blocks =
        parts(
            "h",
            c.nLayersDGlobal(),
            i ->
                new MegaByteBlock(
                    d, c.globalNHeads(), c.dMult(), c.nLayersDGlobal(), c.isCausal()));
    lnF = part("ln_f", new LayerNorm(d, MegaByteBlock.EPS));
  }

  /** ids {@code [B, K·P]} → a vector for each byte of each patch, {@code [B, K, P, dg]}. */
  Tensor forward(Tensor ids) {
    long b = ids.size(0);
    long t = ids.size(1);
    long n = t / patch;
    long d = pad.size(0);
    Tensor patches = bytes.embedding(ids).add(positions.slice(0, 0, t)).view(b, n, d);
    Tensor first = pad.view(1, 1, d).expand(b, 1, d);
    Tensor x = n == 1 ? first : Torch.cat(List.of(first, patches.slice(1, 0, n - 1)), 1);
    for (MegaByteBlock block : blocks) {
      x = block.forward(x);
    }
    return lnF.forward(x).view(b, n, patch, d / patch);
  }

  /**
   * The next patches of a text.
   *
   * @param ids of whole patches {@code [1, K·P]}; null at the start of a text without one
   * @param cache at the start of a text, the patch behind none is gone over first
   * @return what is said of the patch behind the last {@code [1, P, dg]}
   */
  Tensor next(Tensor ids, KvCache cache) {
    long d = pad.size(0);
    Tensor first = pad.view(1, 1, d);
    Tensor x = first;
    if (ids != null) {
      long t = ids.size(1);
      Tensor places = ids.torch().arange(t);
      // The first step went over the padding, so that n steps went over n − 1 patches.
      Tensor at = cache.isEmpty() ? places : places.add(cache.length().sub(1).mul(patch));
      Tensor patches = bytes.embedding(ids).add(positions.embedding(at)).view(1, t / patch, d);
      x = cache.isEmpty() ? Torch.cat(List.of(first, patches), 1) : patches;
    }
    for (MegaByteBlock block : blocks) {
      x = block.forward(x, cache);
    }
    return lnF.forward(x.select(1, x.size(1) - 1)).view(1, patch, d / patch);
  }
}
