package dev.hydrant.trainer.lm.d3pm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.lm.diffusion.DiffusionContract;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Noise that replaces tokens by any. */
class UniformNoiseTest extends DiffusionContract<D3pm> {
  private static final Map<String, ?> SIX =
      Map.of("transition_type", "uniform", "num_timesteps", 10);

  @Override
  protected D3pm tiny() {
    return D3pmModels.tiny(D3pmTransition.UNIFORM);
  }

  @Override
  protected D3pm small() {
    return D3pmModels.small(D3pmTransition.UNIFORM);
  }

  /** Noise is a token like others, so the row learned by heart is learned more slowly. */
  @Override
  protected double learnedLoss() {
    return 1.2;
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          D3pm model = D3pmModels.of(6, 6, 8, SIX);
          Weights.create(torch, model, 0);
          Betas b = Betas.of(BetaSchedule.COSINE, 10, 0.02, 1);
          assertThat(b.beta()[4]).isCloseTo(0.177190, within(2e-6));
          assertThat(1 - b.lost()[4]).isCloseTo(0.647478, within(2e-6));
          Tensor each = divergence(torch, model, referenceLogits(torch), 4);
          assertThat(each.toDoubles())
              .containsExactly(
                  new double[] {0.366769, 0.238877, 0.557172, 0.186822}, within(tolerance));
          assertThat(each.mean().item() * 10).isCloseTo(3.374101, within(10 * tolerance));
        });
  }

  private static Tensor divergence(EagerTorch torch, D3pm model, Tensor logits, long t) {
    return model
        .uniform(
            logits,
            torch.eye(6),
            Golden.row(torch, 0, 1, 2, 3),
            Golden.row(torch, 5, 1, 0, 3),
            torch.tensor(new long[] {t}, 1, 1))[0];
  }

  @Test
  void the_divergence_is_that_of_the_posteriors_written_out() {
    try (EagerTorch torch = EagerTorch.open(ai.djl.Device.cpu(), DType.FLOAT64)) {
      D3pm model = D3pmModels.of(6, 6, 8, SIX);
      Weights.create(torch, model, 0);
      Tensor logits = referenceLogits(torch).mul(3);
      Betas b = Betas.of(BetaSchedule.COSINE, 10, 0.02, 1);
      int[] x0 = {0, 1, 2, 3};
      int[] now = {5, 1, 0, 3};
      double[] p = logits.softmax(-1).toDoubles();
      for (int t = 1; t <= 10; t++) {
        double[] expected = new double[4];
        for (int i = 0; i < 4; i++) {
          expected[i] = written(p, i, x0[i], now[i], b.beta()[t], 1 - b.lost()[t - 1]);
          assertThat(expected[i]).isGreaterThan(-1e-15);
        }
        assertThat(divergence(torch, model, logits, t).toDoubles())
            .as("step %d", t)
            .containsExactly(expected, within(1e-12));
        Tensor right = torch.tensor(new long[] {0, 1, 2, 3}, 4).oneHot(6).to(DType.FLOAT64);
        assertThat(divergence(torch, model, right.mul(200), t).toDoubles())
            .containsExactly(new double[4], within(1e-12));
      }
    }
  }

  private static double written(double[] p, int row, int x0, int now, double beta, double kept) {
    double[] q = new double[6];
    double[] r = new double[6];
    double zq = 0;
    double zr = 0;
    for (int k = 0; k < 6; k++) {
      double like = (k == now ? 1 - beta : 0) + beta / 6;
      q[k] = like * ((k == x0 ? kept : 0) + (1 - kept) / 6);
      r[k] = like * (kept * p[row * 6 + k] + (1 - kept) / 6);
      zq += q[k];
      zr += r[k];
    }
    double kl = 0;
    for (int k = 0; k < 6; k++) {
      kl += q[k] == 0 ? 0 : q[k] / zq * Math.log(q[k] / zq / (r[k] / zr));
    }
    return kl;
  }

  @Test
  void tokens_are_replaced_as_often_as_they_should_be() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      D3pm model = D3pmModels.of(6, 6, 8, SIX);
      Weights.create(torch, model, 0);
      torch.randomKey(3, 1);
      Tensor states = torch.full(DType.INT64, 2, 1, 40000);
      Tensor noised = model.noised(states, torch.tensor(new long[] {4}, 1, 1));
      double lost = 1 - 0.647478;
      for (int k = 0; k < 6; k++) {
        assertThat(noised.eq(k).to(torch.floatType()).mean().item())
            .isCloseTo(lost / 6 + (k == 2 ? 1 - lost : 0), within(0.01));
      }
    }
  }

  @Test
  void the_closed_forms_are_those_of_the_matrices() {
    int k = 6;
    Betas b = Betas.of(BetaSchedule.COSINE, 10, 0.02, 1);
    double[][] product = identity(k);
    for (int t = 1; t <= 10; t++) {
      double[][] before = product;
      double[][] q = step(b.beta()[t], k);
      product = times(before, q);
      for (int i = 0; i < k; i++) {
        double sum = 0;
        for (int j = 0; j < k; j++) {
          sum += product[i][j];
          assertThat(product[i][j])
              .isCloseTo(b.lost()[t] / k + (i == j ? 1 - b.lost()[t] : 0), within(1e-12));
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
      }
      posteriorsAgree(before, q, b, t);
    }
  }

  /** q(x_{t−1} | x_t, p̃) by the matrices, Q_t[:, x_t] ∘ p̃·Q̄_{t−1}, against the weights. */
  private static void posteriorsAgree(double[][] before, double[][] q, Betas b, int t) {
    int k = q.length;
    double[] p = {0.1, 0.3, 0.05, 0.2, 0.15, 0.2};
    try (EagerTorch torch = EagerTorch.open(ai.djl.Device.cpu(), DType.FLOAT64)) {
      for (int now = 0; now < k; now++) {
        double[] expected = new double[k];
        for (int j = 0; j < k; j++) {
          double prior = 0;
          for (int i = 0; i < k; i++) {
            prior += p[i] * before[i][j];
          }
          expected[j] = prior * q[j][now];
        }
        Tensor weights =
            UniformPosterior.weights(
                torch.tensor(p, 1, k),
                torch.tensor(new long[] {now}, 1),
                b.beta()[t],
                b.lost()[t - 1]);
        assertThat(weights.toDoubles()).containsExactly(expected, within(1e-12));
      }
    }
  }

  private static double[][] identity(int k) {
    return step(0, k);
  }

  private static double[][] step(double beta, int k) {
    double[][] q = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        q[i][j] = beta / k + (i == j ? 1 - beta : 0);
      }
    }
    return q;
  }

  private static double[][] times(double[][] a, double[][] b) {
    int k = a.length;
    double[][] c = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        for (int l = 0; l < k; l++) {
          c[i][j] += a[i][l] * b[l][j];
        }
      }
    }
    return c;
  }
}
