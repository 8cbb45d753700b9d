package dev.hydrant.trainer.lm.d3pm;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * Noise that moves a token to near ids: Q_t[i, j] ∝ exp(−4(i − j)² / ((K − 1)²·β_t)), normalised
 * over all distances, with the rest on the diagonal. The matrices do not commute, so their products
 * are kept.
 */
final class GaussianProcess extends DenseProcess {
  private final int states;
  private final Betas betas;
  private final Parameter reach;
  private final Parameter products;

  GaussianProcess(int states, Betas betas) {
    this.states = states;
    this.betas = betas;
    int steps = betas.steps();
    reach =
        buffer(
            "reach", (torch, random, shape) -> torch.tensor(reaches(), shape), steps + 1, states);
    products =
        buffer("products", (torch, random, shape) -> products(torch), steps + 1, states, states);
  }

  /** Weight of each distance at each step; none at distance 0. */
  private double[] reaches() {
    double[] out = new double[(betas.steps() + 1) * states];
    for (int t = 1; t <= betas.steps(); t++) {
      double[] row = reach(t);
      System.arraycopy(row, 0, out, t * states, states);
    }
    return out;
  }

  private double[] reach(int t) {
    double width = (double) (states - 1) * (states - 1) * betas.beta()[t];
    double[] w = new double[states];
    double sum = 1;
    for (int n = 1; n < states; n++) {
      w[n] = Math.exp(-4.0 * n * n / width);
      sum += 2 * w[n];
    }
    for (int n = 1; n < states; n++) {
      w[n] /= sum;
    }
    return w;
  }

  /** Q_t {@code [K, K]}. */
  Tensor matrix(Torch torch, int t) {
    double[] w = reach(t);
    double[] q = new double[states * states];
    for (int i = 0; i < states; i++) {
      double rest = 1;
      for (int j = 0; j < states; j++) {
        q[i * states + j] = w[Math.abs(i - j)];
        rest -= w[Math.abs(i - j)];
      }
      q[i * states + i] = rest;
    }
    return torch.tensor(q, states, states);
  }

  private Tensor products(Torch torch) {
    List<Tensor> all = new ArrayList<>();
    all.add(torch.eye(states));
    for (int t = 1; t <= betas.steps(); t++) {
      all.add(all.get(t - 1).mm(matrix(torch, t)));
    }
    return Torch.stack(all, 0);
  }

  @Override
  Tensor after(Tensor rows, Tensor t) {
    return rows.matmul(pick(products, t));
  }

  @Override
  Tensor likelihood(Tensor now, Tensor t) {
    long b = now.size(0);
    long n = now.size(1);
    Tensor distance = now.unsqueeze(-1).sub(now.torch().arange(states)).abs();
    Tensor off = pick(reach, t).unsqueeze(1).expand(b, n, states).gather(-1, distance);
    Tensor rest = off.sum(-1, true).neg().add(1);
    return off.add(now.oneHot(states).to(off.dtype()).mul(rest));
  }

  @Override
  Tensor likelihood(Tensor now, int from, int to) {
    Tensor rows = now.oneHot(states).to(reach.dtype());
    for (int t = to; t > from; t--) {
      rows = rows.mm(matrix(now.torch(), t));
    }
    return rows;
  }
}
