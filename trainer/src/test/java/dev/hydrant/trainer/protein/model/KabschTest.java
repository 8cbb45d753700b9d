package dev.hydrant.trainer.protein.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The superposed distance and its gradient. */
class KabschTest {
  private static Tensor target(Torch torch) {
    return Fill.tensor(torch, 'x', 4, 1, 5, 3).mul(1.5);
  }

  private static Tensor predicted(Torch torch, boolean mirrored) {
    Tensor p = Fill.tensor(torch, 'x', 1, 1, 5, 3);
    return mirrored ? p.mul(torch.tensor(new double[] {-1, 1, 1}, 3)) : p;
  }

  private static Tensor msd(Tensor p, Tensor t) {
    return Kabsch.meanSquaredDistance(p, t, p.torch().ones(p.size(0), p.size(1)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void golden(boolean mirrored) {
    double expected = mirrored ? 1.644909 : 1.576964;
    double[] first =
        mirrored
            ? new double[] {-0.092435, -0.048587, 0.102150}
            : new double[] {0.070754, 0.018227, 0.068540};
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Tensor p = torch.requireGradient(predicted(torch, mirrored));
          Tensor value = msd(p, target(torch));
          assertThat(value.item()).isCloseTo(expected, within(tolerance));
          Tensor g = torch.gradients(value.sum().mul(1.0 / 3), List.of(p)).get(0);
          assertThat(g.select(0, 0).select(0, 0).contiguous().toDoubles())
              .containsExactly(first, within(tolerance));
          assertThat(g.sum(1).toDoubles()).containsExactly(new double[3], within(1e-6));
        });
  }

  @Test
  void neitherTurnsNorShiftsCountButReflectionsDo() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor p = predicted(torch, false);
      Tensor turn = torch.tensor(new double[] {0.6, 0.8, 0, -0.8, 0.6, 0, 0, 0, 1}, 3, 3);
      Tensor moved = p.matmul(turn).add(torch.tensor(new double[] {5, -3, 40}, 3));
      assertThat(msd(moved, p).item()).isCloseTo(0, within(1e-12));
      assertThat(msd(moved, target(torch)).item())
          .isCloseTo(msd(p, target(torch)).item(), within(1e-12));
      assertThat(msd(p, p.mul(-1)).item()).isGreaterThan(0.01);
    }
  }

  /** The rotation counts as a constant, and yet the gradient is the derivative. */
  @Test
  void gradientIsThatOfFiniteDifferences() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      for (boolean mirrored : new boolean[] {false, true}) {
        double[] at = predicted(torch, mirrored).toDoubles();
        Tensor p = torch.requireGradient(torch.tensor(at, 1, 5, 3));
        double[] g = torch.gradients(msd(p, target(torch)).sum(), List.of(p)).get(0).toDoubles();
        for (int i = 0; i < at.length; i++) {
          double[] up = at.clone();
          double[] down = at.clone();
          up[i] += 1e-5;
          down[i] -= 1e-5;
          double slope =
              (msd(torch.tensor(up, 1, 5, 3), target(torch)).item()
                      - msd(torch.tensor(down, 1, 5, 3), target(torch)).item())
                  / 2e-5;
          assertThat(g[i]).isCloseTo(slope, within(1e-8));
        }
      }
    }
  }

  /** One residue, points on a line, equal points, no points at all. */
  @Test
  void degeneratePointsHaveFiniteGradients() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      double[] line = {0, 0, 0, 1, 0, 0, 2, 0, 0};
      double[] same = {1, 2, 3, 1, 2, 3, 1, 2, 3};
      double[] flat = {0, 0, 0, 1, 0, 0, 0, 1, 0};
      for (double[] a : List.of(line, same, flat, new double[9])) {
        for (double[] b : List.of(line, same, flat)) {
          for (double weight : new double[] {0, 1}) {
            Tensor p = torch.requireGradient(torch.tensor(a, 1, 3, 3));
            Tensor w = torch.full(torch.floatType(), weight, 1, 3);
            Tensor value = Kabsch.meanSquaredDistance(p, torch.tensor(b, 1, 3, 3), w);
            double[] g = torch.gradients(value.sum(), List.of(p)).get(0).toDoubles();
            assertThat(value.item()).isFinite();
            for (double x : g) {
              assertThat(x).isFinite();
            }
            if (weight == 0) {
              assertThat(g).containsOnly(0);
              assertThat(value.item()).isZero();
            }
          }
        }
      }
    }
  }

  @Test
  void pointsWithoutWeightAreNotThere() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Tensor p = torch.requireGradient(predicted(torch, false));
      Tensor w = torch.tensor(new double[] {1, 1, 1, 1, 0}, 1, 5);
      Tensor far = torch.tensor(new double[] {0, 0, 0, 0, 1e4}, 1, 5, 1);
      Tensor value = Kabsch.meanSquaredDistance(p, target(torch).add(far), w);
      Tensor four = msd(predicted(torch, false).slice(1, 0, 4), target(torch).slice(1, 0, 4));
      assertThat(value.item()).isCloseTo(four.item(), within(1e-5));
      Tensor g = torch.gradients(value.sum(), List.of(p)).get(0);
      assertThat(g.select(1, 4).contiguous().toDoubles())
          .containsExactly(new double[3], within(0.0));
    }
  }
}
