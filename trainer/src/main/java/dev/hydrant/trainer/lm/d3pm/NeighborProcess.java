package dev.hydrant.trainer.lm.d3pm;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;

/**
 * Noise that wanders over the graph of the k nearest neighbours of the embeddings a model starts
 * with: with A the mean of the graph and its transpose over k, R = A − diag(A·1) and Q_t =
 * exp(β_t·R). All Q_t share the eigenvectors of R.
 */
final class NeighborProcess extends DenseProcess {
  private final int neighbors;
  private final Betas betas;
  private final Parameter vectors;
  private final Parameter values;
  private final Parameter beta;
  private final Parameter total;

  NeighborProcess(Parameter table, int neighbors, Betas betas) {
    this.neighbors = neighbors;
    this.betas = betas;
    long k = table.shape()[0];
    // Buffers are filled after all learned parameters, so the table has its first values by then.
    vectors = buffer("eigenvectors", (torch, random, shape) -> rate(table).eigh().get(1), k, k);
    values = buffer("eigenvalues", (torch, random, shape) -> rate(table).eigh().get(0), k);
    beta = buffer("beta", Init.values(betas.beta()), betas.steps() + 1);
    total = buffer("total", Init.values(totals()), betas.steps() + 1);
  }

  private double[] totals() {
    double[] sum = new double[betas.steps() + 1];
    for (int t = 1; t < sum.length; t++) {
      sum[t] = sum[t - 1] + betas.beta()[t];
    }
    return sum;
  }

  /** R {@code [K, K]}. */
  private Tensor rate(Tensor table) {
    long k = table.size(0);
    Tensor distance = table.cdist(table).add(table.torch().eye(k).mul(1e9));
    Tensor near = distance.bottomk(neighbors, -1).indices();
    Tensor graph = table.torch().zeros(k, k).scatter(1, near, 1);
    Tensor a = graph.add(graph.t()).div(2.0 * neighbors);
    return a.sub(a.sum(1).diagEmbed());
  }

  /** rows · exp(time·R), rows {@code [..., K]}, time broadcast to them. */
  private Tensor wander(Tensor rows, Tensor time) {
    Tensor decay = time.mul(values).exp();
    return rows.matmul(vectors).mul(decay).matmul(vectors.t()).clampMin(0);
  }

  private Tensor oneHot(Tensor states) {
    return states.oneHot(values.size(0)).to(values.dtype());
  }

  @Override
  Tensor after(Tensor rows, Tensor t) {
    return wander(rows, pick(total, t).view(-1, 1, 1));
  }

  @Override
  Tensor likelihood(Tensor now, Tensor t) {
    return wander(oneHot(now), pick(beta, t).view(-1, 1, 1));
  }

  @Override
  Tensor likelihood(Tensor now, int from, int to) {
    double[] sums = totals();
    return wander(oneHot(now), now.torch().scalar(sums[to] - sums[from]));
  }
}
