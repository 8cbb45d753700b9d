package dev.hydrant.trainer.torch;

/**
 * Losses over a vocabulary written plainly, with all logits at once. The same numbers as the
 * chunked kernels give, for more memory: what {@link EagerTorch#wholeLogits} asks for, and their
 * reference.
 */
final class WholeLogits {
  private WholeLogits() {}

  /** As {@link Nets#linearCrossEntropy(Tensor, Tensor, double, double)}. */
  static Tensor crossEntropy(
      Tensor x, Tensor weight, Tensor targets, double cap, double zLoss, long ignore) {
    Tensor z = logits(x.view(-1, x.size(-1)), weight);
    if (cap > 0) {
      z = z.mul(1 / cap).tanh().mul(cap);
    }
    Tensor rows = targets.view(-1);
    Tensor loss = z.crossEntropy(rows, ignore);
    if (zLoss == 0) {
      return loss;
    }
    Tensor counts = rows.ne(ignore).to(z.dtype());
    Tensor squares = z.logsumexp(-1).square().mul(counts);
    return loss.add(squares.sum().div(counts.sum()).mul(zLoss));
  }

  /** As {@link Nets#linearRows}; all rows are computed, and those not kept are passed over. */
  static Nets.LogitRows rows(
      Tensor x, Tensor table, long columns, Tensor picks, Tensor keep, Tensor rho, Tensor without) {
    Tensor z = logits(x, table.slice(0, 0, columns));
    Tensor dropped = keep.logicalNot();
    Tensor picked = z.gather(1, picks).maskedFill(dropped.unsqueeze(1), 0);
    if (without != null) {
      Tensor column = x.torch().arange(columns).unsqueeze(0);
      z = z.maskedFill(column.eq(without.unsqueeze(1)), Double.NEGATIVE_INFINITY);
    }
    Tensor lse = z.logsumexp(-1, true);
    Tensor spread =
        rho == null
            ? x.torch().zeros(x.size(0))
            : z.sub(lse).exp().mul(rho.unsqueeze(1)).log1p().sum(-1).maskedFill(dropped, 0);
    return new Nets.LogitRows(lse.squeeze(-1).maskedFill(dropped, 0), picked, spread);
  }

  /** In the type of x, whatever type products run in. */
  private static Tensor logits(Tensor x, Tensor weight) {
    return x.linear(weight).to(x.dtype());
  }
}
