package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.List;

/** Normalisations, attention, losses and convolutions; part of {@link Tensor}. */
interface Nets {

  /**
   * Normalises the last dimension to mean 0 and variance 1, then scales and shifts.
   *
   * @param weight {@code [D]}, or null for none (then bias must be null too)
   */
  default Tensor layerNorm(Tensor weight, Tensor bias, double eps) {
    Tensor x = (Tensor) this;
    long[] last = {x.size(-1)};
    return weight == null
        ? Dispatch.call(NetOps.STANDARDIZE, Attrs.of(last, eps), x)
        : Dispatch.call(NetOps.LAYER_NORM, Attrs.of(last, eps), x, weight, bias);
  }

  /** {@code x / √(mean(x²) + eps)} over the last dimension, without weight. */
  default Tensor rmsNorm(double eps) {
    return Dispatch.call(NetOps.RMS_NORM, Attrs.of(eps), (Tensor) this);
  }

  /**
   * Scaled dot-product attention; this is the query.
   *
   * @param key {@code [B, H, S, d]}; the query is {@code [B, H, T, d]}
   * @param mask null; or BOOL {@code [T, S]} (true: visible) with optional leading dimensions; or a
   *     floating-point bias. No row may be hidden entirely.
   * @param causal query i sees keys j ≤ i; not together with a mask
   * @param scale factor of the scores; NaN means {@code 1/√d}
   * @return {@code [B, H, T, d of value]}
   */
  default Tensor attention(Tensor key, Tensor value, Tensor mask, boolean causal, double scale) {
    return Attention.apply((Tensor) this, key, value, mask, causal, scale);
  }

  /**
   * Attention with a mask from {@link #attentionBias}, which many layers may share.
   *
   * @param bias {@code [B or 1, H or 1, T, S]}, added to the scores; no gradient flows into it
   */
  default Tensor biasedAttention(Tensor key, Tensor value, Tensor bias, double scale) {
    return Attention.biased((Tensor) this, key, value, bias, scale);
  }

  /**
   * A mask for {@link #biasedAttention}: 0 where this BOOL tensor is true, −10³⁰ elsewhere, with
   * leading dimensions up to four. No row may be hidden entirely.
   */
  default Tensor attentionBias(DType type) {
    return Attention.additive((Tensor) this, type);
  }

  /** Attention in which query i sees keys j ≤ i, scale {@code 1/√d}. */
  default Tensor causalAttention(Tensor key, Tensor value) {
    return attention(key, value, null, true, Double.NaN);
  }

  /**
   * Mean cross entropy; this holds the logits {@code [..., V]}.
   *
   * @param targets INT64 {@code [...]}; {@code ignore} marks positions left out
   */
  default Tensor crossEntropy(Tensor targets, long ignore) {
    Tensor x = (Tensor) this;
    return Dispatch.call(
        NetOps.CROSS_ENTROPY, Attrs.of(ignore), x.view(-1, x.size(-1)), targets.view(-1));
  }

  /** Mean cross entropy over all positions; −100 marks positions left out. */
  default Tensor crossEntropy(Tensor targets) {
    return crossEntropy(targets, -100);
  }

  /** Cross entropy of each position, in the shape of the targets; nothing is left out. */
  default Tensor crossEntropyEach(Tensor targets) {
    Tensor x = (Tensor) this;
    return x.logsumexp(-1).sub(x.gather(-1, targets.unsqueeze(-1)).squeeze(-1));
  }

  /**
   * Mean cross entropy of {@code x · wᵀ}, without ever holding all logits: rows are worked off in
   * chunks, unless {@link EagerTorch#wholeLogits} says otherwise. This is x {@code [..., D]}.
   *
   * @param weight {@code [V, D]}
   * @param targets INT64 {@code [...]}; −100 marks positions left out
   * @param cap logits are limited to ±cap by {@code cap·tanh(z/cap)}; 0 leaves them
   */
  default Tensor linearCrossEntropy(Tensor weight, Tensor targets, double cap) {
    return linearCrossEntropy(weight, targets, cap, 0);
  }

  /**
   * As {@link #linearCrossEntropy(Tensor, Tensor, double)}, plus {@code zLoss} times the mean
   * square of the log-sum-exp of the logits (Chowdhery et al. 2022, arXiv 2204.02311).
   */
  default Tensor linearCrossEntropy(Tensor weight, Tensor targets, double cap, double zLoss) {
    Tensor x = (Tensor) this;
    if (x.torch().wholeLogits()) {
      return WholeLogits.crossEntropy(x, weight, targets, cap, zLoss, -100);
    }
    long rows = LossChunks.rows(x.numel() / x.size(-1), weight.size(0), x.torch().device());
    return Dispatch.call(
        NetOps.LINEAR_CROSS_ENTROPY,
        Attrs.of(rows, -100L, cap, zLoss, x.dtype()),
        x.view(-1, x.size(-1)),
        weight,
        targets.view(-1));
  }

  /**
   * Turns pairs of features by angles (Su et al. 2021, arXiv 2104.09864): with the halves a and b
   * of the last dimension, {@code [a·cos + b·sin, b·cos − a·sin]}. Negate the sine for the opposite
   * sense of rotation, which Llama uses.
   *
   * @param cos {@code [T, d/2]}, or any shape that broadcasts to half of x; no gradient flows to it
   * @param sin in the shape of {@code cos}
   */
  default Tensor rotary(Tensor cos, Tensor sin) {
    return Dispatch.call(NetOps.ROTARY, Attrs.of(), (Tensor) this, cos, sin);
  }

  /**
   * What losses need of the rows of logits z, which are never held.
   *
   * @param logsumexp {@code [N]}: {@code ln Σ_v exp(z_v)}
   * @param picked {@code [N, P]}: chosen logits
   * @param spread {@code [N]}: {@code Σ_v ln(1 + ρ·softmax(z)_v)}; zeros without ρ
   */
  record LogitRows(Tensor logsumexp, Tensor picked, Tensor spread) {}

  /**
   * Statistics of the rows of {@code z = x · vᵀ}, where v are the first rows of a table and this is
   * x {@code [N, D]}. Only chosen rows are computed, in chunks; the others give 0 and get no
   * gradient. The backward pass computes the logits again.
   *
   * @param table {@code [S, D]}
   * @param columns number of rows of the table that make logits
   * @param picks {@code [N, P]}, INT64, which logits to return, each below {@code columns}
   * @param keep {@code [N]}, BOOL
   * @param rho {@code [N]}, no gradient flows to it; or null
   * @param without {@code [N]}, INT64, a logit of each row that no sum contains; or null
   */
  default LogitRows linearRows(
      Tensor table, long columns, Tensor picks, Tensor keep, Tensor rho, Tensor without) {
    return linearRows(table, columns, picks, keep, 1, rho, without);
  }

  /**
   * As above.
   *
   * @param share of the rows that are kept on average; changes nothing but the estimated cost
   */
  default LogitRows linearRows(
      Tensor table,
      long columns,
      Tensor picks,
      Tensor keep,
      double share,
      Tensor rho,
      Tensor without) {
    Tensor x = (Tensor) this;
    if (x.torch().wholeLogits()) {
      return WholeLogits.rows(x, table, columns, picks, keep, rho, without);
    }
    List<Tensor> out =
        Dispatch.all(
            RowOps.LINEAR_ROWS,
            Attrs.of(
                columns, LossChunks.rows(x.size(0), columns, x.torch().device()), x.dtype(), share),
            x,
            table,
            picks,
            keep,
            rho,
            without);
    return new LogitRows(out.get(0), out.get(1), out.get(2));
  }

  /**
   * The linear recurrence {@code h_t = decay_t · h_{t−1} + x_t} along dimension 1, from 0; this is
   * x.
   *
   * @param decay in the shape of x, {@code [B, T, …]}
   */
  default Tensor linearScan(Tensor decay) {
    return Dispatch.call(ScanOps.LINEAR_SCAN, Attrs.of(), decay, (Tensor) this);
  }

  /**
   * Mamba's selective scan (Gu and Dao 2023, arXiv 2312.00752): {@code h_t = exp(dt_t·A)·h_{t−1} +
   * dt_t·u_t·B_t}, {@code y_t = h_t·C_t}. This is u {@code [B, T, D]}. Only the states of one chunk
   * exist at a time; the backward pass computes them again.
   *
   * @param dt {@code [B, T, D]}
   * @param a {@code [D, N]}, negative
   * @param b {@code [B, T, N]}
   * @param c {@code [B, T, N]}
   * @param chunk steps of a chunk
   * @param associative whether a chunk is scanned in {@code log₂ chunk} passes over all its steps
   *     instead of step after step: more arithmetic, fewer operations
   */
  default Tensor selectiveScan(
      Tensor dt, Tensor a, Tensor b, Tensor c, int chunk, boolean associative) {
    Rules.check(chunk > 0, "a chunk has at least one step");
    return Dispatch.call(
        ScanOps.SELECTIVE_SCAN, Attrs.of(chunk, associative), (Tensor) this, dt, a, b, c);
  }

  /** {@link #selectiveScan(Tensor, Tensor, Tensor, Tensor, int, boolean)} step after step. */
  default Tensor selectiveScan(Tensor dt, Tensor a, Tensor b, Tensor c) {
    return selectiveScan(dt, a, b, c, 64, false);
  }

  /**
   * A convolution of each channel with its own weights that sees no later step: {@code y_t = Σ_j
   * w_j·x_{t−K+1+j}} with zeros before the first step. This is x {@code [B, T, D]}.
   *
   * @param weight {@code [D, K]}
   */
  default Tensor causalConv(Tensor weight) {
    return Dispatch.call(ScanOps.CAUSAL_CONV, Attrs.of(), (Tensor) this, weight);
  }

  /**
   * One layer of gated recurrent units (Cho et al. 2014, arXiv 1406.1078), in PyTorch's layout:
   * gates r, z, n below each other. This is x {@code [T, B, I]}.
   *
   * @param h first state {@code [B, H]}
   * @return the states of all steps, {@code [T, B, H]}
   */
  default Tensor gru(Tensor h, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh) {
    Tensor x = (Tensor) this;
    return Dispatch.call(ScanOps.GRU, Attrs.of(x.size(0)), x, h.unsqueeze(0), wIh, wHh, bIh, bHh);
  }

  /**
   * As {@link #gru}, where each of so many steps gets the same input x {@code [B, I]}, whose
   * products are computed once.
   */
  default Tensor gruRepeated(long steps, Tensor h, Tensor wIh, Tensor wHh, Tensor bIh, Tensor bHh) {
    Tensor x = ((Tensor) this).unsqueeze(0);
    return Dispatch.call(ScanOps.GRU, Attrs.of(steps), x, h.unsqueeze(0), wIh, wHh, bIh, bHh);
  }

  /**
   * Convolution (cross-correlation) along rows, of odd or even width K, with as many places as
   * before: zeros beyond the ends, one more behind than in front where K is even. This is x {@code
   * [B, T, I]}, the result {@code [B, T, O]}; it is computed by matrix products.
   *
   * @param weight {@code [O, I, K]}
   * @param bias {@code [O]} or null
   */
  default Tensor convRows(Tensor weight, Tensor bias) {
    return Dispatch.call(RowConvOps.CONV_ROWS, Attrs.of(), (Tensor) this, weight, bias);
  }

  /**
   * Convolution (cross-correlation, as everywhere in deep learning) of x {@code [B, C, N…]}.
   *
   * @param weight {@code [O, C/groups, K…]}
   * @param bias {@code [O]} or null
   */
  default Tensor conv(
      Tensor weight, Tensor bias, long stride, long padding, long dilation, long groups) {
    int n = ((Tensor) this).rank() - 2;
    return Dispatch.call(
        NetOps.CONVOLUTION,
        Attrs.of(fill(n, stride), fill(n, padding), fill(n, dilation), fill(n, 0), groups),
        (Tensor) this,
        weight,
        bias);
  }

  /**
   * The transpose of {@link #conv}, which enlarges: x {@code [B, C, N…]}.
   *
   * @param weight {@code [C, O/groups, K…]}
   * @param bias {@code [O]} or null
   */
  default Tensor convTransposed(
      Tensor weight, Tensor bias, long stride, long padding, long dilation, long groups) {
    int n = ((Tensor) this).rank() - 2;
    return Dispatch.call(
        NetOps.CONVOLUTION_TRANSPOSED,
        Attrs.of(fill(n, stride), fill(n, padding), fill(n, dilation), fill(n, 0), groups),
        (Tensor) this,
        weight,
        bias);
  }

  /** The largest values of windows of signals {@code [B, C, L]} or images {@code [B, C, H, W]}. */
  default Tensor maxPool(long kernel, long stride, long padding) {
    Tensor x = (Tensor) this;
    if (x.rank() == 3) {
      return Dispatch.all(
              PoolOps.MAX_POOL,
              Attrs.of(new long[] {1, kernel}, new long[] {1, stride}, new long[] {0, padding}),
              x.unsqueeze(2))
          .get(0)
          .squeeze(2);
    }
    return Dispatch.all(
            PoolOps.MAX_POOL, Attrs.of(fill(2, kernel), fill(2, stride), fill(2, padding)), x)
        .get(0);
  }

  /**
   * Resizes images {@code [B, C, H, W]}, or signals {@code [B, C, L]} with one size.
   *
   * @param linear interpolates between the centres of pixels; else each takes its nearest
   */
  default Tensor resize(boolean linear, long... size) {
    Tensor x = (Tensor) this;
    Rules.check(size.length == x.rank() - 2, "resize needs one size for each dimension of space");
    Op op = linear ? PoolOps.BILINEAR : PoolOps.NEAREST;
    return x.rank() == 3
        ? Dispatch.call(op, Attrs.of(new long[] {1, size[0]}), x.unsqueeze(2)).squeeze(2)
        : Dispatch.call(op, Attrs.of(size), x);
  }

  private static long[] fill(int n, long v) {
    long[] a = new long[n];
    Arrays.fill(a, v);
    return a;
  }
}
