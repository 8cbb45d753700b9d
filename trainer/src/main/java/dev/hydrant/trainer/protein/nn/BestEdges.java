package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/** Edges from each position to the w that a learned score puts first; no gradient flows there. */
final class BestEdges implements Consensus.Edges {
  private static final double BASE = 1e4;
  private static final double NEVER = -1e30;
  private static final long CHUNK = 256;

  private final long count;
  private final Tensor targets;
  private final Tensor kept;
  private final Tensor cos;
  private final Tensor sin;
  private final EdgeWeights weights;

  BestEdges(Consensus of, Tensor x, Tensor present) {
    Torch torch = x.torch();
    long b = x.size(0);
    long l = x.size(1);
    count = Math.min(of.shape().w(), l - 1);
    if (count == 0) {
      targets = kept = cos = sin = null;
      weights = null;
      return;
    }
    Tensor scores = torch.constant(() -> scores(of.similarity(), x.detach(), present));
    // A stable order: of equal scores, as of residues with equal codes, the first counts.
    targets =
        torch.constant(() -> scores.argsort(-1, true).slice(2, 0, count).contiguous()); // [B, L, w]
    Tensor real =
        torch.constant(() -> scores.gather(-1, targets).gt(NEVER / 2).to(x.dtype())); // [B, L, w]
    kept = real.view(b, l, count, 1, 1);
    weights = weights(of, x);
    Tensor distances = torch.arange(l).view(1, l, 1).sub(targets); // i − j
    double[] f = Rotary.geometric((int) (x.size(2) / of.heads()), BASE);
    Tensor angles =
        distances
            .to(torch.floatType())
            .unsqueeze(-1)
            .unsqueeze(-1)
            .mul(torch.tensor(f, 1, 1, 1, 1, f.length));
    cos = angles.cos();
    sin = angles.neg().sin();
  }

  /** {@code [B, L, L]}; pairs that can have no edge are far below all others. */
  private static Tensor scores(EdgeMlp mlp, Tensor x, Tensor present) {
    long l = x.size(1);
    EdgeMlp.Ends ends = mlp.ends(x);
    List<Tensor> parts = new ArrayList<>();
    for (long at = 0; at < l; at += CHUNK) {
      Tensor from = ends.from().slice(1, at, Math.min(l, at + CHUNK)).unsqueeze(2);
      parts.add(mlp.of(from, ends.to().unsqueeze(1)).squeeze(-1));
    }
    Torch torch = x.torch();
    Tensor self = torch.arange(l).unsqueeze(1).eq(torch.arange(l).unsqueeze(0)).unsqueeze(0);
    Tensor all = Torch.cat(parts, 1).maskedFill(self, NEVER);
    return present == null
        ? all
        : all.maskedFill(present.unsqueeze(1).logicalAnd(present.unsqueeze(2)).logicalNot(), NEVER);
  }

  private EdgeWeights weights(Consensus of, Tensor x) {
    EdgeMlp.Ends alpha = of.alpha().ends(x);
    Tensor a = of.alpha().of(alpha.from().unsqueeze(2), atTargets(alpha.to()));
    Tensor hidden = null;
    if (of.lambda() != null) {
      EdgeMlp.Ends lambda = of.lambda().ends(x);
      hidden = of.lambda().hidden(lambda.from().unsqueeze(2), atTargets(lambda.to()));
    }
    return EdgeWeights.of(a, of.rows(x.size(2) / of.heads()), hidden);
  }

  /** The rows {@code [B, L, n]} of the edges' second ends: {@code [B, L, w, n]}. */
  private Tensor atTargets(Tensor rows) {
    long n = rows.size(2);
    return rows.gather(1, index(n)).view(rows.size(0), rows.size(1), count, n);
  }

  /** Where each edge ends, for rows of n numbers: {@code [B, L·w, n]}. */
  private Tensor index(long n) {
    long b = targets.size(0);
    long edges = targets.size(1) * count;
    return targets.contiguous().view(b, edges, 1).expand(b, edges, n);
  }

  @Override
  public Tensor pull(Tensor u) {
    if (count == 0) {
      return u.mul(0);
    }
    long b = u.size(0);
    long l = u.size(1);
    long d = u.size(2) * u.size(3);
    Tensor rows = u.view(b, l, d);
    Tensor there = atTargets(rows).view(b, l, count, u.size(2), u.size(3));
    Tensor here = u.unsqueeze(2).expand(b, l, count, u.size(2), u.size(3)).rotary(cos, sin);
    Tensor rho = weights.pull(here.sub(there)).mul(kept);
    Tensor back = rho.contiguous().view(b, l * count, d);
    Tensor zeros = u.torch().full(back.dtype(), 0, b, l, d);
    return rho.sum(2).sub(zeros.scatterAdd(1, index(d), back).view(u.shape()));
  }
}
