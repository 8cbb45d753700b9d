package dev.hydrant.trainer.lm.nsa;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * Attention to the tokens of a few blocks, chosen for each query and head: those whose compressed
 * tokens drew most attention, and the query's own. Keys and values of the blocks are gathered; no
 * mask over all tokens exists.
 */
final class Selection {
  private static final double HIDDEN = -1e30;

  /** What a block loses to the one before it: less than tells two numbers of 32 bits apart. */
  private static final double LESS = 0x1p-40;

  /** What a block without any attention is worth, so that it counts more than one to come. */
  private static final double LEAST = 1e-300;

  private final int block;
  private final int count;
  private final Tensor keys;
  private final Tensor values;
  private final long blocks;
  private final double scale;

  /**
   * @param keys {@code [B, H, T, d]}
   * @param values {@code [B, H, T, d]}
   * @param count blocks chosen beside the own one
   */
  Selection(Tensor keys, Tensor values, int block, int count, double scale) {
    this.block = block;
    this.count = count;
    this.scale = scale;
    this.blocks = (keys.size(2) + block - 1) / block;
    this.keys = table(keys);
    this.values = table(values);
  }

  /** {@code [B·H·blocks, block·d]}, the last block filled up with zeros. */
  private Tensor table(Tensor x) {
    Tensor whole = x.pad(0, 0, 0, 0, blocks * block - x.size(2));
    return whole.view(x.size(0) * x.size(1) * blocks, block * x.size(3));
  }

  /**
   * The blocks of each query, the own one last, {@code [B, H, C, k + 1]}; −1 marks places that no
   * block is left for.
   *
   * @param importance of candidate blocks 0 … N−1, {@code [B, H, C, N]}, or null if there are none;
   *     no gradient flows to it
   * @param from position of the first query
   */
  Tensor choose(Tensor importance, Tensor query, long from) {
    Torch torch = query.torch();
    long length = query.size(2);
    Tensor own = torch.arange(from, from + length, 1).floorDivide(block).unsqueeze(1);
    Tensor last = own.expand(query.size(0), query.size(1), length, 1);
    if (importance == null || count == 0) {
      return last;
    }
    long candidates = importance.size(3);
    Tensor candidate = torch.arange(candidates).unsqueeze(0);
    Tensor rank = candidate.to(DType.FLOAT64).mul(-LESS).add(1);
    Tensor known = candidate.lt(own).to(DType.FLOAT64);
    Tensor worth = importance.detach().to(DType.FLOAT64).add(LEAST).mul(rank.mul(known));
    var best = worth.topk(Math.min(count, candidates), -1);
    return Torch.cat(List.of(best.indices().maskedFill(best.values().le(0), -1), last), 3);
  }

  /**
   * @param query {@code [B, H, C, d]}
   * @param chosen {@code [B, H, C, m]}
   * @param from position of the first query
   * @return {@code [B, H, C, d]}
   */
  Tensor attend(Tensor query, Tensor chosen, long from) {
    Torch torch = query.torch();
    long b = query.size(0);
    long h = query.size(1);
    long c = query.size(2);
    long d = query.size(3);
    long seen = chosen.size(3) * block;
    Tensor rows = torch.arange(b * h).mul(blocks).view(b, h, 1, 1).add(chosen.clamp(0, blocks));
    Tensor positions =
        chosen.unsqueeze(4).mul(block).add(torch.arange(block)).view(b, h, c, 1, seen);
    Tensor now = torch.arange(from, from + c, 1).view(c, 1, 1);
    Tensor hidden = positions.lt(0).logicalOr(positions.gt(now));
    Tensor k = keys.embedding(rows).view(b, h, c, seen, d);
    Tensor v = values.embedding(rows).view(b, h, c, seen, d);
    Tensor scores = query.mul(scale).unsqueeze(3).matmul(k.transpose(3, 4));
    return scores.maskedFill(hidden, HIDDEN).softmax(-1).matmul(v).squeeze(3);
  }
}
