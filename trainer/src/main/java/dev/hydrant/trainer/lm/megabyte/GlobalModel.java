package dev.hydrant.trainer.lm.megabyte;

import dev.hydrant.trainer.nn.Init;
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
}
