package dev.hydrant.trainer.lm.megabyte;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * MegaByte (Yu et al. 2023, arXiv 2305.07185): a model of bytes in two scales. A global transformer
 * goes over patches of P bytes, a local one over the bytes of each patch.
 *
 * <p>Unlike the other models of this package it shifts inside: the logits at a place are those of
 * the id at that very place, and depend on the ids before it alone.
 */
public final class MegaByte extends Module {
  private final MegaByteConfig config;
  private final GlobalModel global;
  private final Linear toLocal;
  private final LocalModel local;
  private final Linear head;

  public MegaByte(MegaByteConfig c) {
    config = c;
    Init normal = Init.normal(MegaByteBlock.STD);
    global = part("global", new GlobalModel(c));
    toLocal = part("to_local", new Linear(c.dGlobalPrePatch(), c.dLocal(), normal, Init.zeros()));
    local = part("local", new LocalModel(c));
    head = part("lm_head", new Linear(c.dLocal(), c.ids(), normal, Init.zeros()));
    head.weight.tag("head");
  }

  /** ids {@code [B, T]} → logits of these ids {@code [B, T, Vr]}; see the class. */
  public Tensor logits(Tensor ids) {
    return head.forward(hidden(ids));
  }

  /** ids {@code [B, T]} → what the logits of these ids are made of, {@code [B, T, dl]}. */
  private Tensor hidden(Tensor ids) {
    long b = ids.size(0);
    long t = ids.size(1);
    int p = config.patchSize();
    Tensor whole = filled(ids);
    long n = whole.size(1) / p;
    Tensor said = toLocal.forward(global.forward(whole)).view(b * n, p, config.dLocal());
    Tensor x = local.forward(said, whole.view(b * n, p));
    return x.view(b, n * p, config.dLocal()).slice(1, 0, t);
  }

  /** Fills the last patch; what is put there is seen by no place that is asked for. */
  private Tensor filled(Tensor ids) {
    long t = ids.size(1);
    if (t > config.nCtx()) {
      throw new IllegalArgumentException(
          "The sequence has " + t + " bytes, but n_ctx is " + config.nCtx());
    }
    long missing = Math.floorMod(-t, config.patchSize());
    return missing == 0 ? ids : ids.pad(0, 0, missing);
  }

  /**
   * ids {@code [B, T]}, T below n_ctx → logits of the byte that follows each row {@code [B, Vr]}.
   */
  public Tensor nextLogits(Tensor ids) {
    long t = ids.size(1);
    int p = config.patchSize();
    Tensor whole = filled(ids.pad(0, 0, 1));
    long n = whole.size(1) / p;
    // Of the local model only the last patch is needed.
    Tensor said = toLocal.forward(global.forward(whole).select(1, n - 1));
    Tensor x = local.forward(said, whole.slice(1, (n - 1) * p, n * p));
    return head.forward(x.select(1, t % p));
  }

  /** What is said of the patch behind the next ones, {@code [1, P, dl]}; {@link GlobalModel}. */
  Tensor said(Tensor patches, KvCache cache) {
    return toLocal.forward(global.next(patches, cache));
  }

  /** Logits of the byte behind the next ones of a patch, {@code [1, Vr]}; {@link LocalModel}. */
  Tensor nextLogits(Tensor said, Tensor ids, KvCache cache) {
    return head.forward(local.next(said, ids, cache));
  }

  /**
   * Mean cross entropy of ids {@code [B, T]}, the padding left out, in nats for each byte. The bias
   * of the output is a column that meets ones.
   */
  public Tensor loss(Tensor ids) {
    Tensor x = hidden(ids);
    Tensor ones = x.torch().ones(x.size(0), x.size(1), 1);
    Tensor output = Torch.cat(List.of(head.weight, head.bias.unsqueeze(1)), 1);
    Tensor targets = ids.maskedFill(ids.eq(config.padId()), -100);
    return Torch.cat(List.of(x, ones), 2).linearCrossEntropy(output, targets, 0);
  }
}
