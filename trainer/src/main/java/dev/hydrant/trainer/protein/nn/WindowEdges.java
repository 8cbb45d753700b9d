package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/** Edges from each position to those at most w away, worked off by their offset. */
final class WindowEdges implements Consensus.Edges {
  private static final double BASE = 1e4;

  private final List<Offset> offsets = new ArrayList<>();

  /**
   * All edges from i to i + o.
   *
   * @param first the lowest i
   * @param count how many
   * @param kept {@code [B, count, 1, 1]}, 0 for edges with an end in the padding; null for none
   */
  private record Offset(int o, long first, long count, EdgeWeights weights, Tensor kept) {}

  WindowEdges(Consensus of, Tensor x, Tensor present) {
    long l = x.size(1);
    EdgeMlp.Ends alpha = of.alpha().ends(x);
    EdgeMlp.Ends lambda = of.lambda() == null ? null : of.lambda().ends(x);
    EdgeRows.Table table = of.rows(x.size(2) / of.heads());
    Tensor there = present == null ? null : present.to(x.dtype());
    for (int o = -of.shape().w(); o <= of.shape().w(); o++) {
      long first = Math.max(0, -o);
      long count = l - Math.abs(o);
      if (o == 0 || count < 1) {
        continue;
      }
      Tensor a =
          of.alpha().of(part(alpha.from(), first, count), part(alpha.to(), first + o, count));
      Tensor hidden =
          lambda == null
              ? null
              : of.lambda()
                  .hidden(part(lambda.from(), first, count), part(lambda.to(), first + o, count));
      Tensor kept =
          there == null
              ? null
              : part(there, first, count)
                  .mul(part(there, first + o, count))
                  .unsqueeze(-1)
                  .unsqueeze(-1);
      offsets.add(new Offset(o, first, count, EdgeWeights.of(a, table, hidden), kept));
    }
  }

  private static Tensor part(Tensor x, long first, long count) {
    return x.slice(1, first, first + count);
  }

  @Override
  public Tensor pull(Tensor u) {
    Tensor sum = null;
    long l = u.size(1);
    for (Offset at : offsets) {
      Tensor turned = turn(part(u, at.first, at.count), -at.o);
      Tensor rho = at.weights.pull(turned.sub(part(u, at.first + at.o, at.count)));
      Tensor kept = at.kept == null ? rho : rho.mul(at.kept);
      long after = l - at.first - at.count;
      Tensor both =
          kept.pad(0, 0, 0, 0, 0, at.first, after)
              .sub(kept.pad(0, 0, 0, 0, 0, at.first + at.o, after - at.o));
      sum = sum == null ? both : sum.add(both);
    }
    return sum == null ? u.mul(0) : sum;
  }

  /** Turns states {@code [B, n, h, d]} by the angles of one distance of positions. */
  private static Tensor turn(Tensor u, int distance) {
    Torch torch = u.torch();
    double[] f = Rotary.geometric((int) u.size(-1), BASE);
    double[] cos = new double[f.length];
    double[] sin = new double[f.length];
    for (int k = 0; k < f.length; k++) {
      cos[k] = Math.cos(distance * f[k]);
      sin[k] = -Math.sin(distance * f[k]);
    }
    return u.rotary(torch.tensor(cos, f.length), torch.tensor(sin, f.length));
  }
}
