package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * The matrices Λ {@code [h, r, D/h]} of N edges, whose rows have length 1, without ever writing
 * them down: they are linear in the k − 1 hidden values of an MLP, so that all that is done with
 * them are products with its weights, of which an edge sees r·k numbers in place of r·D/h.
 *
 * @param table what the MLP's last layer gives
 * @param hidden values of the MLP and a 1 for its bias, {@code [1, N, 1, k]}
 * @param scale 1 over the squared length of each row, {@code [h, N, r]}
 */
record EdgeRows(Table table, Tensor hidden, Tensor scale) {
  /** The least squared length. */
  private static final double LEAST = 1e-24;

  /**
   * The weights of an MLP's last layer with the bias behind, for all edges.
   *
   * @param inner {@code [h, D/h, r·k]}
   * @param outer {@code [h, r·k, D/h]}
   * @param gram products of the columns of each row's weights, {@code [k, h·r·k]}
   */
  record Table(Tensor inner, Tensor outer, Tensor gram) {
    /**
     * Of an MLP that gives {@code h·r·D/h} numbers.
     *
     * @param heads h
     * @param rank r
     * @param size D/h
     */
    static Table of(EdgeMlp mlp, int heads, long rank, long size) {
      Tensor weight = mlp.second().weight;
      long k = weight.size(1) + 1;
      Tensor whole =
          Torch.cat(List.of(weight, mlp.second().bias.unsqueeze(1)), 1).view(heads, rank, size, k);
      // In 16 bits squares of small numbers would be lost.
      Tensor gram =
          whole
              .torch()
              .fullPrecision(
                  () -> {
                    Tensor each = whole.view(heads * rank, size, k);
                    return each.t().matmul(each).permute(1, 0, 2).contiguous().view(k, -1);
                  });
      return new Table(
          whole.permute(0, 2, 1, 3).contiguous().view(heads, size, rank * k),
          whole.permute(0, 1, 3, 2).contiguous().view(heads, rank * k, size),
          gram);
    }

    /** The rows of edges with such hidden values {@code [..., k − 1]}. */
    EdgeRows at(Tensor values) {
      Torch torch = values.torch();
      long k = gram.size(0);
      Tensor flat = values.contiguous().view(-1, k - 1);
      long n = flat.size(0);
      Tensor g = Torch.cat(List.of(flat, torch.full(flat.dtype(), 1, n, 1)), 1);
      long heads = inner.size(0);
      Tensor scale =
          torch.fullPrecision(
              () -> {
                Tensor x = g.to(gram.dtype());
                return x.matmul(gram)
                    .view(n, heads, -1, k)
                    .mul(x.view(n, 1, 1, k))
                    .sum(-1)
                    .clampMin(LEAST)
                    .reciprocal()
                    .transpose(0, 1);
              });
      return new EdgeRows(this, g.view(1, n, 1, k), scale.to(g.dtype()));
    }
  }

  /** δ {@code [..., h, D/h]} → Λᵀ(Λ·δ) of the same shape. */
  Tensor pull(Tensor delta) {
    long h = table.inner.size(0);
    long size = table.inner.size(1);
    long n = hidden.size(1);
    Tensor rows = delta.contiguous().view(n, h, size).transpose(0, 1);
    Tensor along =
        rows.matmul(table.inner).view(h, n, -1, hidden.size(3)).mul(hidden).sum(-1).mul(scale);
    Tensor back = along.unsqueeze(-1).mul(hidden).view(h, n, -1).matmul(table.outer);
    return back.transpose(0, 1).contiguous().view(delta.shape());
  }
}
