package dev.hydrant.trainer.lm.d3pm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class DenseProcessTest {
  private static final int STATES = 7;
  private static final Betas BETAS = Betas.of(BetaSchedule.LINEAR, 6, 0.05, 0.6);

  private static final class Table extends Module {
    final Parameter rows = parameter("rows", Init.normal(1), STATES, 3);
    final DenseProcess process = part("process", new NeighborProcess(rows, 2, BETAS));
  }

  private static void each(BiConsumer<EagerTorch, DenseProcess> body) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      GaussianProcess gaussian = new GaussianProcess(STATES, BETAS);
      Weights.create(torch, gaussian, 0);
      body.accept(torch, gaussian);
      Table table = new Table();
      Weights.create(torch, table, 5);
      body.accept(torch, table.process);
    }
  }

  /** Q_t, row by row. */
  private static Tensor matrix(EagerTorch torch, DenseProcess process, long t) {
    return process
        .likelihood(torch.arange(STATES).unsqueeze(0), torch.tensor(new long[] {t}, 1))
        .squeeze(0);
  }

  private static Tensor product(EagerTorch torch, DenseProcess process, long t) {
    return process
        .after(torch.eye(STATES).unsqueeze(0), torch.tensor(new long[] {t}, 1))
        .squeeze(0);
  }

  @Test
  void matrices_are_symmetric_and_their_rows_sum_to_one() {
    each(
        (torch, process) -> {
          for (int t = 1; t <= 6; t++) {
            Tensor q = matrix(torch, process, t);
            assertThat(q.t().contiguous().toDoubles())
                .containsExactly(q.toDoubles(), within(1e-12));
            assertThat(q.sum(1).toDoubles())
                .containsExactly(torch.ones(STATES).toDoubles(), within(1e-12));
            assertThat(q.amin().item()).isGreaterThanOrEqualTo(0);
          }
        });
  }

  @Test
  void distributions_after_steps_are_products_of_the_matrices() {
    each(
        (torch, process) -> {
          Tensor product = torch.eye(STATES);
          for (int t = 1; t <= 6; t++) {
            product = product.mm(matrix(torch, process, t));
            assertThat(product(torch, process, t).toDoubles())
                .containsExactly(product.toDoubles(), within(1e-12));
          }
          Tensor last = matrix(torch, process, 5).mm(matrix(torch, process, 6));
          Tensor now = torch.arange(STATES);
          assertThat(process.likelihood(now, 4, 6).toDoubles())
              .containsExactly(last.t().contiguous().toDoubles(), within(1e-12));
        });
  }

  @Test
  void the_divergence_is_that_of_the_posteriors_written_out() {
    each(
        (torch, process) -> {
          Tensor prediction = Fill.tensor(torch, 'x', 3, 1, 2, STATES).mul(2).softmax(-1);
          long[] x0 = {1, 4};
          long[] now = {2, 4};
          for (long t = 1; t <= 6; t++) {
            Tensor before = product(torch, process, t - 1);
            Tensor q = matrix(torch, process, t);
            Tensor found =
                process.divergence(
                    prediction,
                    torch.tensor(x0, 1, 2),
                    torch.tensor(now, 1, 2),
                    torch.tensor(new long[] {t}, 1));
            for (int i = 0; i < 2; i++) {
              Tensor like = q.select(1, now[i]);
              Tensor exact = like.mul(before.select(0, x0[i]));
              Tensor guess =
                  like.mul(prediction.select(0, 0).select(0, i).unsqueeze(0).mm(before).squeeze(0));
              assertThat(found.toDoubles()[i])
                  .isCloseTo(kl(exact.toDoubles(), guess.toDoubles()), within(1e-9));
            }
          }
        });
  }

  private static double kl(double[] q, double[] p) {
    double zq = java.util.Arrays.stream(q).sum();
    double zp = java.util.Arrays.stream(p).sum();
    double sum = 0;
    for (int k = 0; k < q.length; k++) {
      sum += q[k] < 1e-14 ? 0 : q[k] / zq * Math.log(q[k] / zq / (p[k] / zp));
    }
    return sum;
  }

  @Test
  void states_are_drawn_as_the_matrices_say() {
    each(
        (torch, process) -> {
          torch.randomKey(3, 1);
          Tensor t = torch.tensor(new long[] {3}, 1);
          Tensor noised = process.noised(torch.full(DType.INT64, 2, 1, 20000), t, STATES);
          double[] row = product(torch, process, 3).select(0, 2).toDoubles();
          for (int k : List.of(0, 1, 2, 3, 6)) {
            assertThat(noised.eq(k).to(DType.FLOAT64).mean().item())
                .isCloseTo(row[k], within(0.015));
          }
        });
  }
}
