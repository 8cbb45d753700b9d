package dev.hydrant.trainer.lm.nsa;

import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * Attention of each position to itself and the w − 1 before it. Positions are cut into blocks no
 * shorter than the window, so that a block sees itself and the one before it alone: the cost is
 * that of 2·max(w, {@value #SHORTEST}) keys a query, however long the row.
 */
final class SlidingWindow {
  private static final int SHORTEST = 32;

  private SlidingWindow() {}

  /** q, k and v {@code [B, H, T, d]} → {@code [B, H, T, d]}. */
  static Tensor attend(Tensor q, Tensor k, Tensor v, int window, double scale) {
    long length = q.size(2);
    long block = Math.min(Math.max(window, SHORTEST), length);
    long n = (length + block - 1) / block;
    Tensor y =
        blocks(q, 0, n, block)
            .biasedAttention(
                pairs(k, n, block), pairs(v, n, block), bias(q.torch(), n, block, window), scale);
    return y.view(q.size(0), q.size(1), n * block, q.size(3)).slice(2, 0, length);
  }

  /** x {@code [B, H, T, d]} behind empty blocks, cut into n of them: {@code [B·H, n, block, d]}. */
  private static Tensor blocks(Tensor x, long empty, long n, long block) {
    long before = empty * block;
    Tensor whole = x.pad(0, 0, 0, before, n * block - before - x.size(2));
    return whole.view(x.size(0) * x.size(1), n, block, x.size(3));
  }

  /** Each block behind the one before it, {@code [B·H, n, 2·block, d]}. */
  private static Tensor pairs(Tensor x, long n, long block) {
    Tensor all = blocks(x, 1, n + 1, block);
    return Torch.cat(List.of(all.slice(1, 0, n), all.slice(1, 1, n + 1)), 2);
  }

  /** {@code [1, n, block, 2·block]}; nothing lies before the first block. */
  private static Tensor bias(Torch torch, long n, long block, int window) {
    Tensor query = torch.arange(block).view(1, block, 1);
    Tensor key = torch.arange(-block, block, 1).view(1, 1, 2 * block);
    Tensor first = torch.arange(n).mul(block).view(n, 1, 1);
    Tensor back = query.sub(key);
    Tensor seen = back.ge(0).logicalAnd(back.lt(window)).logicalAnd(first.add(key).ge(0));
    return seen.unsqueeze(0).attentionBias(torch.floatType());
  }
}
