package dev.hydrant.trainer.lm.nsa;

import dev.hydrant.trainer.lm.currentbest.Trunk;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * One more token of a text through {@link NsaAttention}: its block is compressed, the blocks that
 * are complete are looked at, the best of them are read with the token's own, and so is the window;
 * nothing of the tokens before is computed again. All shapes are the same for each token.
 */
final class NsaStep {
  private static final double HIDDEN = -1e30;

  private final NsaConfig config;
  private final KvCache cache;
  private final Tensor now;

  /** Attention of one query: its weights on n old keys and the new one, and what it gets. */
  private record Seen(Tensor old, Tensor output) {}

  NsaStep(NsaConfig config, KvCache cache) {
    this.config = config;
    this.cache = cache;
    this.now = cache.length();
  }

  /** Leaves behind what {@link #of} needs of a whole text, in the same order. */
  static void keep(
      KvCache cache,
      NsaConfig config,
      NsaAttention.Branches b,
      Tensor blockKeys,
      Tensor blockValues) {
    cache.keep(b.keys().get(0));
    cache.keep(b.values().get(0));
    cache.keep(blockKeys, config.compressBlockSize());
    cache.keep(blockValues, config.compressBlockSize());
    for (int i = 1; i < 3; i++) {
      cache.keep(b.keys().get(i));
      cache.keep(b.values().get(i));
    }
  }

  /** What the token gets of each branch, weighted by the gates, {@code [1, H, 1, d]}. */
  Tensor of(NsaAttention.Branches b, Compression keys, Compression values) {
    Tensor blockKey = keys.forward(block(b.keys().get(0))).rmsNorm(Trunk.EPS);
    Tensor blockValue = values.forward(block(b.values().get(0)));
    Seen blocks = blocks(b.plain(), blockKey, blockValue);
    Tensor chosen = choose(blocks.old());
    Tensor y = blocks.output().mul(b.gates().slice(3, 0, 1));
    y = y.add(selected(b, chosen).mul(b.gates().slice(3, 1, 2)));
    return y.add(window(b).mul(b.gates().slice(3, 2, 3)));
  }

  /** The rows of the block that the new one belongs to, {@code [1, H, l, d]}. */
  private Tensor block(Tensor row) {
    Tensor old = cache.keep(row);
    int l = config.compressBlockSize();
    Tensor places = now.floorDivide(l).mul(l).add(now.torch().arange(l));
    Tensor rows = old.indexSelect(2, places.clampMax(old.size(2) - 1.0));
    Tensor isNew = places.eq(now).view(1, 1, l, 1).expand(rows.shape());
    return row.expand(rows.shape()).where(isNew, rows);
  }

  private Seen blocks(Tensor q, Tensor key, Tensor value) {
    int l = config.compressBlockSize();
    Tensor oldKeys = cache.keep(key, l);
    Tensor oldValues = cache.keep(value, l);
    Tensor complete = now.torch().arange(oldKeys.size(2)).lt(now.floorDivide(l));
    Tensor isLast = now.add(1).floorDivide(l).gt(now.floorDivide(l));
    Seen seen = attend(q, oldKeys, oldValues, complete, key, value, isLast);
    Tensor any = now.ge(l - 1).to(q.dtype());
    return new Seen(seen.old().mul(any), seen.output().mul(any));
  }

  /** Blocks with most attention and, last, the own one, {@code [1, H, 1, k + 1]}; −1 for none. */
  private Tensor choose(Tensor attention) {
    Torch torch = now.torch();
    int block = config.selectionBlockSize();
    int each = block / config.compressBlockSize();
    long candidates = (attention.size(3) + each - 1) / each;
    Tensor own = now.floorDivide(block);
    Tensor last = own.view(1, 1, 1, 1).expand(1, attention.size(1), 1, 1);
    long k = Math.min(config.numSelectedBlocks(), candidates);
    if (k == 0) {
      return last;
    }
    Tensor importance =
        attention
            .pad(0, 0, candidates * each - attention.size(3))
            .view(1, attention.size(1), 1, candidates, each)
            .sum(-1);
    Tensor known = torch.arange(candidates).lt(own);
    var order = importance.maskedFill(known.logicalNot(), -1).sort(-1, true);
    Tensor exists = order.values().slice(3, 0, k).ge(0);
    Tensor best = order.indices().slice(3, 0, k).maskedFill(exists.logicalNot(), -1);
    return Torch.cat(List.of(best, last), 3);
  }

  private Tensor selected(NsaAttention.Branches b, Tensor chosen) {
    Torch torch = now.torch();
    Tensor oldKeys = cache.keep(b.keys().get(1));
    Tensor oldValues = cache.keep(b.values().get(1));
    long h = chosen.size(1);
    long n = oldKeys.size(2);
    int block = config.selectionBlockSize();
    Tensor places =
        chosen.unsqueeze(4).mul(block).add(torch.arange(block)).view(1, h, chosen.size(3) * block);
    Tensor visible = places.ge(0).logicalAnd(places.lt(now)).unsqueeze(2);
    Tensor rows = places.clamp(0, n - 1.0).add(torch.arange(h).mul(n).view(1, h, 1));
    Tensor keys = oldKeys.view(h * n, -1).embedding(rows);
    Tensor values = oldValues.view(h * n, -1).embedding(rows);
    return attend(b.turned(), keys, values, visible, b.keys().get(1), b.values().get(1), null)
        .output();
  }

  private Tensor window(NsaAttention.Branches b) {
    Tensor oldKeys = cache.keep(b.keys().get(2));
    Tensor oldValues = cache.keep(b.values().get(2));
    long back = Math.min(config.slidingWindowSize() - 1, oldKeys.size(2));
    if (back == 0) {
      return b.values().get(2);
    }
    Tensor places = now.torch().arange(back).sub(back).add(now);
    Tensor rows = places.clampMin(0);
    return attend(
            b.turned(),
            oldKeys.indexSelect(2, rows),
            oldValues.indexSelect(2, rows),
            places.ge(0),
            b.keys().get(2),
            b.values().get(2),
            null)
        .output();
  }

  /**
   * Attention to old keys and the new one.
   *
   * @param q {@code [1, H, 1, d]}, as key and value
   * @param keys {@code [1, H, n, d]}, as values
   * @param visible BOOL, of the old ones, broadcast to {@code [1, H, 1, n]}
   * @param newIsVisible BOOL {@code [1]}, or null for yes
   */
  private Seen attend(
      Tensor q,
      Tensor keys,
      Tensor values,
      Tensor visible,
      Tensor key,
      Tensor value,
      Tensor newIsVisible) {
    Tensor scaled = q.mul(config.attnScale());
    Tensor old = scaled.matmul(keys.transpose(2, 3)).maskedFill(visible.logicalNot(), HIDDEN);
    Tensor own = scaled.mul(key).sum(-1, true);
    if (newIsVisible != null) {
      own = own.maskedFill(newIsVisible.logicalNot(), HIDDEN);
    }
    long n = keys.size(2);
    Tensor p = Torch.cat(List.of(old, own), 3).softmax(-1);
    Tensor first = p.slice(3, 0, n);
    return new Seen(first, first.matmul(values).add(p.slice(3, n, n + 1).mul(value)));
  }
}
