package dev.hydrant.trainer.mixture.loss;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.Sinkhorn;
import dev.hydrant.trainer.analysis.TransportPlan;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The squared 2-Wasserstein distance between predictions, all of one mass, and centres with theirs:
 * Σ π_ij ‖ŷ_i − μ_j‖² with the cheapest plan π. The plan is found on the host and taken as
 * constant, which is what the gradient of the minimum is (envelope theorem): 2/N·(ŷ_i − N·Σ_j π_ij
 * μ_j).
 *
 * @param entropic null for the exact plan
 */
public record TransportLoss(Sinkhorn entropic) implements SetLoss {
  /** With exact plans. */
  public static TransportLoss exact() {
    return new TransportLoss(null);
  }

  /**
   * What a batch's transport costs.
   *
   * @param losses of the sets, {@code [B]}
   * @param error mean over the sets of the part of the mass that arrives at wrong centres, a
   *     scalar; 0 for exact plans
   */
  public record Solved(Tensor losses, Tensor error) {}

  @Override
  public Tensor of(Predicted batch) {
    return solve(batch).losses();
  }

  /** As {@link #of}, with how good the plans are. */
  public Solved solve(Predicted batch) {
    Tensor y = batch.predictions();
    Tensor shares = batch.shares();
    long d = y.size(2);
    Tensor plan =
        Torch.host(
            "transport",
            List.of(y.detach(), shares, batch.centres(), batch.masses()),
            y.dtype(),
            new long[] {y.size(0), y.size(1), d + 2},
            this::goals);
    Tensor goals = plan.slice(2, 0, d);
    Tensor spread = plan.slice(2, d, d + 1).squeeze(2);
    Tensor error = plan.slice(2, d + 1, d + 2).select(1, 0).mean();
    return new Solved(y.sub(goals).square().sum(2).add(spread).mul(shares).sum(1), error);
  }

  /**
   * For each point the mean of the centres that its mass goes to, and their variance around it:
   * {@code [B, N, d + 2]}, the last of which the first point of a set has the plan's error.
   */
  private Tensor goals(EagerTorch torch, List<Tensor> inputs) {
    double[] predictions = inputs.get(0).toDoubles();
    double[] shares = inputs.get(1).toDoubles();
    double[] centres = inputs.get(2).toDoubles();
    double[] masses = inputs.get(3).toDoubles();
    int sets = (int) inputs.get(0).size(0);
    int n = (int) inputs.get(0).size(1);
    int d = (int) inputs.get(0).size(2);
    int c = (int) inputs.get(3).size(1);
    double[] out = new double[sets * n * (d + 2)];
    IntStream.range(0, sets)
        .parallel()
        .forEach(
            s -> {
              int size = (int) IntStream.range(0, n).filter(i -> shares[s * n + i] > 0).count();
              int[] used = IntStream.range(0, c).filter(k -> masses[s * c + k] > 0).toArray();
              double[] points = Arrays.copyOfRange(predictions, s * n * d, (s * n + size) * d);
              double[] means = new double[used.length * d];
              double[] mass = new double[used.length];
              for (int k = 0; k < used.length; k++) {
                mass[k] = masses[s * c + used[k]];
                System.arraycopy(centres, (s * c + used[k]) * d, means, k * d, d);
              }
              Matrix to = Matrix.of(means, used.length, d);
              Found found = find(Matrix.of(points, size, d), to, mass);
              Matrix flow = found.plan().flow();
              out[s * n * (d + 2) + d + 1] = found.error();
              for (int i = 0; i < size; i++) {
                goal(flow, to, i, out, (s * n + i) * (d + 2));
              }
            });
    long[] shape = {sets, n, d + 2};
    return torch.tensor(out, shape);
  }

  private record Found(TransportPlan plan, double error) {}

  /**
   * The plan from points of one mass to centres.
   *
   * @param points {@code [N, d]}
   * @param centres {@code [K, d]}
   * @param masses of the centres, each above 0
   */
  public TransportPlan plan(Matrix points, Matrix centres, double[] masses) {
    return find(points, centres, masses).plan();
  }

  private Found find(Matrix points, Matrix centres, double[] masses) {
    int n = points.rows();
    Matrix cost = costs(points, centres);
    double sum = Arrays.stream(masses).sum();
    double[] sinks = Arrays.stream(masses).map(m -> m / sum * n).toArray();
    // Frequencies are whole numbers of points but for rounding, and then no point is divided.
    for (int k = 0; k < sinks.length; k++) {
      double whole = Math.rint(sinks[k]);
      sinks[k] = Math.abs(sinks[k] - whole) < 1e-3 ? whole : sinks[k];
    }
    double total = Arrays.stream(sinks).sum();
    sinks = Arrays.stream(sinks).map(m -> m * n / total).toArray();
    double[] sources = new double[n];
    Arrays.fill(sources, 1);
    if (entropic == null) {
      return new Found(TransportPlan.exact(cost, sources, sinks), 0);
    }
    Sinkhorn.Result result = entropic.solve(cost, sources, sinks);
    return new Found(result.plan(), result.marginalError());
  }

  private static Matrix costs(Matrix points, Matrix centres) {
    double[] cost = new double[points.rows() * centres.rows()];
    for (int i = 0; i < points.rows(); i++) {
      for (int k = 0; k < centres.rows(); k++) {
        double sum = 0;
        for (int j = 0; j < points.columns(); j++) {
          double e = points.get(i, j) - centres.get(k, j);
          sum += e * e;
        }
        cost[i * centres.rows() + k] = sum;
      }
    }
    return Matrix.of(cost, points.rows(), centres.rows());
  }

  private static void goal(Matrix flow, Matrix centres, int i, double[] out, int at) {
    int d = centres.columns();
    double mass = 0;
    double squares = 0;
    for (int k = 0; k < centres.rows(); k++) {
      double part = flow.get(i, k);
      mass += part;
      for (int j = 0; j < d; j++) {
        double mu = centres.get(k, j);
        out[at + j] += part * mu;
        squares += part * mu * mu;
      }
    }
    double of = 0;
    for (int j = 0; j < d; j++) {
      out[at + j] /= mass;
      of += out[at + j] * out[at + j];
    }
    out[at + d] = Math.max(0, squares / mass - of);
  }
}
