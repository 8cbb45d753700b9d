package dev.hydrant.trainer.lm.sedd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.lm.diffusion.DiffusionContract;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Noise that replaces tokens by any. */
class UniformNoiseTest extends DiffusionContract<Sedd> {
  private static Sedd model(int vocabulary, int context, int dim) {
    return SeddModels.of(vocabulary, context, dim, Map.of("transition_type", "uniform"));
  }

  @Override
  protected Sedd tiny() {
    return model(13, 6, 8);
  }

  @Override
  protected Sedd small() {
    return model(13, 256, 64);
  }

  /** Noise is a token like others, so the row learned by heart is learned more slowly. */
  @Override
  protected double learnedLoss() {
    return 2.5;
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) ->
            assertThat(
                    model(6, 6, 8)
                        .parts(
                            referenceLogits(torch),
                            torch.eye(6),
                            Golden.row(torch, 0, 1, 2, 3),
                            Golden.row(torch, 5, 1, 0, 3),
                            torch.tensor(new double[] {0.7}, 1, 1))
                        .entropy()
                        .toDoubles())
                .containsExactly(
                    new double[] {0.592028, 0.913302, 0.684634, 0.666660}, within(tolerance)));
  }

  @Test
  void the_entropy_is_the_sum_over_all_other_tokens_and_nothing_for_the_true_ratios() {
    int n = 11;
    long[] x0 = {3, 7, 0};
    long[] now = {3, 2, 10};
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      double[] z = Fill.values('x', 3 * n, 4);
      for (double sigma : new double[] {0.01, 0.7, 6}) {
        double change = -Math.expm1(-sigma) / n;
        double[] expected = new double[3];
        double[] ratios = new double[3 * n];
        for (int i = 0; i < 3; i++) {
          double here = change + (now[i] == x0[i] ? Math.exp(-sigma) : 0);
          for (int y = 0; y < n; y++) {
            double r = (change + (y == x0[i] ? Math.exp(-sigma) : 0)) / here;
            ratios[i * n + y] = Math.log(r);
            double s = z[i * n + y];
            expected[i] += y == now[i] ? 0 : (Math.exp(s) - r * s + r * (Math.log(r) - 1)) / n;
          }
          assertThat(expected[i]).isPositive();
        }
        assertThat(entropy(torch, z, n, x0, now, sigma).toDoubles())
            .containsExactly(expected, within(1e-10 / sigma));
        assertThat(entropy(torch, ratios, n, x0, now, sigma).toDoubles())
            .containsExactly(new double[3], within(1e-10 / sigma));
      }
    }
  }

  private static Tensor entropy(
      EagerTorch torch, double[] z, int n, long[] x0, long[] now, double sigma) {
    return model(n, 6, 8)
        .parts(
            torch.tensor(z, 3, n),
            torch.eye(n),
            torch.tensor(x0, 1, 3),
            torch.tensor(now, 1, 3),
            torch.tensor(new double[] {sigma}, 1, 1))
        .entropy();
  }

  @Test
  void no_gradient_flows_to_the_score_of_the_present_token() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor z = torch.leaf(Fill.tensor(torch, 'x', 4, 1, 11));
      for (long x0 : new long[] {2, 5}) {
        Sedd.Parts parts =
            model(11, 6, 8)
                .parts(
                    z,
                    torch.eye(11),
                    Golden.row(torch, x0),
                    Golden.row(torch, 2),
                    torch.tensor(new double[] {0.7}, 1, 1));
        double[] g = torch.gradients(parts.entropy().sum(), List.of(z)).get(0).toDoubles();
        assertThat(g[2]).isCloseTo(0, within(1e-15));
        assertThat(g[4]).isNotZero();
      }
    }
  }
}
