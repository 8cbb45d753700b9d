package dev.hydrant.trainer.lm.megabyte;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.LayerNorm;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/** The transformer over the bytes of one patch, which sees what the global model says of it. */
final class LocalModel extends Module {
  private final Parameter bytes;
  private final Parameter pad;
  private final Parameter positions;
  private final List<MegaByteBlock> blocks;
  private final LayerNorm lnF;

  LocalModel(MegaByteConfig c) {
    Init normal = Init.normal(MegaByteBlock.STD);
    int d = c.dLocal();
    bytes = parameter("embed_bytes", normal, c.ids(), d).tag("embed");
    pad = parameter("pad", normal, d);
    positions = parameter("embed_positions", normal, c.patchSize(), d).tag("embed");
    blocks =
        parts(
            "h",
            c.nLayersDLocal(),
            i -> new MegaByteBlock(d, c.localNHeads(), c.dMult(), c.nLayersDLocal(), c.isCausal()));
    lnF = part("ln_f", new LayerNorm(d, MegaByteBlock.EPS));
  }

  /**
   * Works on n patches, each for itself.
   *
   * @param global {@code [n, P, dl]}
   * @param ids {@code [n, P]}; the last of a patch is not seen
   * @return hidden states {@code [n, P, dl]}, each of which is to predict the id at its place
   */
  Tensor forward(Tensor global, Tensor ids) {
    long n = ids.size(0);
    long p = ids.size(1);
    long d = pad.size(0);
    Tensor first = pad.view(1, 1, d).expand(n, 1, d);
    Tensor before =
        p == 1 ? first : Torch.cat(List.of(first, bytes.embedding(ids.slice(1, 0, p - 1))), 1);
    Tensor x = global.add(before).add(positions);
    for (MegaByteBlock block : blocks) {
      x = block.forward(x);
    }
    return lnF.forward(x);
  }

  /**
   * The next bytes of a patch.
   *
   * @param global of the whole patch {@code [1, P, dl]}
   * @param ids {@code [1, S]}; null at the start of a patch without bytes
   * @param cache at the start of a patch, the place of its first byte is gone over first
   * @return the hidden state that is to predict the byte behind the last {@code [1, dl]}
   */
  Tensor next(Tensor global, Tensor ids, KvCache cache) {
    Tensor first = pad.view(1, 1, pad.size(0));
    Tensor before = ids == null ? first : bytes.embedding(ids);
    if (cache.isEmpty() && ids != null) {
      before = Torch.cat(List.of(first, before), 1);
    }
    Tensor at = cache.positions(global.torch(), before.size(1));
    Tensor x = before.add(global.indexSelect(1, at)).add(positions.embedding(at));
    for (MegaByteBlock block : blocks) {
      x = block.forward(x, cache);
    }
    return lnF.forward(x.select(1, x.size(1) - 1));
  }
}
