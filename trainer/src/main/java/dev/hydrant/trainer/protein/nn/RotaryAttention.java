package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.torch.Tensor;

/** Attention of all positions to all, with rotary positions (Su et al. 2021, arXiv 2104.09864). */
final class RotaryAttention extends Module {
  private static final double BASE = 1e4;

  private final int heads;
  private final double dropout;
  private final Linear q;
  private final Linear k;
  private final Linear v;
  private final Linear proj;

  RotaryAttention(long dim, int heads, double dropout) {
    this.heads = heads;
    this.dropout = dropout;
    q = part("q", new Linear(dim, dim, true));
    k = part("k", new Linear(dim, dim, true));
    v = part("v", new Linear(dim, dim, true));
    proj = part("proj", new Linear(dim, dim, true));
  }

  /** x {@code [B, L, D]} → {@code [B, L, D]}. */
  Tensor forward(Tensor x, Pass pass) {
    long l = x.size(1);
    int size = (int) x.size(2) / heads;
    Rotary rotary = Rotary.of(x.torch(), l, Rotary.geometric(size, BASE));
    Tensor query = rotary.apply(split(q.forward(x))).transpose(1, 2);
    Tensor key = rotary.apply(split(k.forward(x))).transpose(1, 2);
    Tensor value = split(v.forward(x)).transpose(1, 2);
    Tensor bias = Pass.bias(pass.present(), x.torch());
    Tensor seen =
        pass.training() && dropout > 0
            ? dropped(query, key, value, bias, pass)
            : bias == null
                ? query.attention(key, value, null, false, Double.NaN)
                : query.biasedAttention(key, value, bias, 1 / Math.sqrt(size));
    return pass.drop(proj.forward(seen.transpose(1, 2).view(x.shape())), dropout);
  }

  /** {@code [B, L, D]} → {@code [B, L, heads, D/heads]}. */
  private Tensor split(Tensor x) {
    return x.view(x.size(0), x.size(1), heads, x.size(2) / heads);
  }

  /** Drops weights, which fused attention does not. */
  private Tensor dropped(Tensor query, Tensor key, Tensor value, Tensor bias, Pass pass) {
    Tensor scores = query.mul(1 / Math.sqrt(query.size(-1))).matmul(key.t());
    Tensor weights = (bias == null ? scores : scores.add(bias)).softmax(-1);
    return pass.drop(weights, dropout).matmul(value);
  }
}
