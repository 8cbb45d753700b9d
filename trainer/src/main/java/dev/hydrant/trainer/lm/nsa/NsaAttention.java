package dev.hydrant.trainer.lm.nsa;

import dev.hydrant.trainer.lm.currentbest.AttentionMask;
import dev.hydrant.trainer.lm.currentbest.CachedAttentionMask;
import dev.hydrant.trainer.lm.currentbest.Mixer;
import dev.hydrant.trainer.lm.currentbest.Trunk;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * Native sparse attention (Yuan et al. 2025, arXiv 2502.11089): each query sees compressed blocks
 * of all the past, the tokens of a few selected blocks, and a sliding window, each with keys and
 * values of its own, blended by gates. Queries are worked off in chunks.
 */
final class NsaAttention extends Mixer {
  private static final int CHUNK = 512;

  private final NsaConfig config;
  private final int chunk;
  private final Parameter mix;
  private final Linear query;
  private final List<Linear> keyValue = new ArrayList<>();
  private final Compression compressKey;
  private final Compression compressValue;
  private final Linear gate;
  private final Linear out;

  NsaAttention(NsaConfig c) {
    this(c, CHUNK);
  }

  /**
   * @param chunk queries worked off at a time
   */
  NsaAttention(NsaConfig c, int chunk) {
    config = c;
    this.chunk = chunk;
    long d = c.modelDim();
    int heads = c.numHeads();
    int headDim = c.modelDim() / heads;
    mix = parameter("lambdas", Init.constant(0.5), 2);
    query = part("q", square(d));
    for (String branch : List.of("cmp", "slc", "win")) {
      keyValue.add(part("k_" + branch, square(d)));
      keyValue.add(part("v_" + branch, square(d)));
    }
    query.weight.heads(d, headDim);
    for (int branch = 0; branch < 3; branch++) {
      keyValue.get(2 * branch).weight.heads(d, headDim);
    }
    compressKey = part("mlp_k", new Compression(heads, headDim, c.compressBlockSize()));
    compressValue = part("mlp_v", new Compression(heads, headDim, c.compressBlockSize()));
    double[] bias = new double[3 * heads];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = i % 3 == 2 ? 2 : -2;
    }
    gate = part("gate", new Linear(d, 3L * heads, Init.zeros(), Init.values(bias)));
    out = part("c_proj", new Linear(d, d, Init.zeros(), null));
  }

  private static Linear square(long d) {
    return new Linear(d, d, Trunk.casted(d), null);
  }

  /**
   * What the branches make of each token: queries with and without position, keys and values {@code
   * [B, H, T, d]} of compression, selection and window, and gates {@code [B, H, T, 3]}.
   */
  record Branches(
      Tensor turned, Tensor plain, List<Tensor> keys, List<Tensor> values, Tensor gates) {}

  private Branches branches(Tensor x, Tensor values, Rotary rotary) {
    Tensor q = heads(query.forward(x)).rmsNorm(Trunk.EPS);
    Tensor extra = values == null ? null : heads(values).mul(mix.select(0, 1));
    return new Branches(
        rotary.apply(q).transpose(1, 2),
        q.transpose(1, 2),
        List.of(
            key(x, 0).transpose(1, 2),
            rotary.apply(key(x, 1)).transpose(1, 2),
            rotary.apply(key(x, 2)).transpose(1, 2)),
        List.of(value(x, 0, extra), value(x, 1, extra), value(x, 2, extra)),
        heads(gate.forward(x).sigmoid()).transpose(1, 2));
  }

  @Override
  public Tensor forward(Tensor x, Tensor values, AttentionMask mask, Rotary rotary) {
    Branches b = branches(x, values, rotary);
    KvCache cache = mask instanceof CachedAttentionMask back ? back.cache() : null;
    Tensor y =
        cache == null || cache.isEmpty()
            ? whole(b, cache)
            : new NsaStep(config, cache).of(b, compressKey, compressValue);
    return out.forward(y.transpose(1, 2).view(x.shape()));
  }

  /** Whole texts at once. */
  private Tensor whole(Branches b, KvCache cache) {
    Tensor turned = b.turned();
    Tensor compressedKeys = compressKey.forward(b.keys().get(0)).rmsNorm(Trunk.EPS);
    Tensor compressedValues = compressValue.forward(b.values().get(0));
    if (cache != null) {
      NsaStep.keep(cache, config, b, compressedKeys, compressedValues);
    }
    Selection selection =
        new Selection(
            b.keys().get(1),
            b.values().get(1),
            config.selectionBlockSize(),
            config.numSelectedBlocks(),
            config.attnScale());
    Tensor near =
        SlidingWindow.attend(
            turned,
            b.keys().get(2),
            b.values().get(2),
            config.slidingWindowSize(),
            config.attnScale());
    long length = turned.size(2);
    List<Tensor> parts = new ArrayList<>();
    for (long from = 0; from < length; from += chunk) {
      long to = Math.min(from + chunk, length);
      Tensor here = turned.slice(2, from, to);
      Tensor g = b.gates().slice(2, from, to);
      Tensor p = attentionToBlocks(b.plain().slice(2, from, to), compressedKeys, from);
      Tensor chosen = selection.choose(importance(p, to), here, from);
      Tensor y = selection.attend(here, chosen, from).mul(g.slice(3, 1, 2));
      y = y.add(near.slice(2, from, to).mul(g.slice(3, 2, 3)));
      if (p != null) {
        Tensor seen = p.matmul(compressedValues.slice(2, 0, p.size(3)));
        y = y.add(seen.mul(g.slice(3, 0, 1)));
      }
      parts.add(y);
    }
    return parts.size() == 1 ? parts.get(0) : Torch.cat(parts, 2);
  }

  /** {@code [B, T, H·n]} → {@code [B, T, H, n]}. */
  private Tensor heads(Tensor x) {
    return x.view(x.size(0), x.size(1), config.numHeads(), x.size(2) / config.numHeads());
  }

  /** Normed keys of a branch, {@code [B, T, H, d]}. */
  private Tensor key(Tensor x, int branch) {
    return heads(keyValue.get(2 * branch).forward(x)).rmsNorm(Trunk.EPS);
  }

  /** Values of a branch, {@code [B, H, T, d]}. */
  private Tensor value(Tensor x, int branch, Tensor extra) {
    Tensor v = heads(keyValue.get(2 * branch + 1).forward(x)).mul(mix.select(0, 0));
    return (extra == null ? v : v.add(extra)).transpose(1, 2);
  }

  /**
   * What share of its attention each query {@code [B, H, C, d]} gives to the compressed blocks that
   * are complete by then: {@code [B, H, C, N]}, zeros for queries before the first; null if there
   * is none.
   */
  private Tensor attentionToBlocks(Tensor q, Tensor keys, long from) {
    long to = from + q.size(2);
    int l = config.compressBlockSize();
    long complete = to / l;
    if (complete == 0) {
      return null;
    }
    Torch torch = q.torch();
    Tensor now = torch.arange(from, to, 1).unsqueeze(1);
    Tensor ends = torch.arange(complete).mul(l).add(l - 1).unsqueeze(0);
    Tensor scores = q.mul(config.attnScale()).matmul(keys.slice(2, 0, complete).transpose(2, 3));
    Tensor p = scores.add(ends.le(now).attentionBias(torch.floatType())).softmax(-1);
    return from >= l - 1 ? p : p.mul(now.ge(l - 1).to(p.dtype()));
  }

  /** Attention summed over the compressed blocks of each selectable one, {@code [B, H, C, N]}. */
  private Tensor importance(Tensor p, long to) {
    long candidates = (to - 1) / config.selectionBlockSize();
    if (p == null || candidates == 0) {
      return null;
    }
    long each = config.selectionBlockSize() / config.compressBlockSize();
    return p.detach()
        .slice(3, 0, candidates * each)
        .view(p.size(0), p.size(1), p.size(2), candidates, each)
        .sum(-1);
  }
}
