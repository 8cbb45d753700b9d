package dev.hydrant.trainer.mixture.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.Sinkhorn;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and how they are put together: additions 3, 4 and 30 to 35, §7. */
class SetLossTest {
  private static EagerTorch torch;

  @BeforeAll
  static void open() {
    torch = EagerTorch.open(Device.cpu(), DType.FLOAT64);
  }

  @AfterAll
  static void close() {
    torch.close();
  }

  private static Tensor tensor(long[] shape, double... values) {
    return torch.tensor(values, shape);
  }

  /** Random predictions of two sets of 12 points; three centres, of which the last has no point. */
  private static SetLoss.Predicted random(boolean padded) {
    long n = padded ? 17 : 12;
    double[] centres = {0, 0, 1, 1, 5, 5, 2, 0, -1, 1, 9, 9};
    double[] targets = new double[(int) (2 * n * 2)];
    double[] mask = new double[(int) (2 * n)];
    for (int s = 0; s < 2; s++) {
      for (int i = 0; i < 12; i++) {
        int k = i < (s == 0 ? 4 : 9) ? 0 : 1;
        mask[(int) (s * n + i)] = 1;
        for (int j = 0; j < 2; j++) {
          targets[(int) ((s * n + i) * 2 + j)] = centres[(s * 3 + k) * 2 + j];
        }
      }
    }
    double[] values = new double[targets.length];
    double[] own = Fill.values('x', 48, 4);
    for (int s = 0; s < 2; s++) {
      System.arraycopy(own, s * 24, values, (int) (s * n * 2), 24);
    }
    return new SetLoss.Predicted(
        tensor(new long[] {2, n, 2}, values),
        tensor(new long[] {2, n, 2}, targets),
        padded ? tensor(new long[] {2, n}, mask) : null,
        tensor(new long[] {2, 3, 2}, centres),
        tensor(new long[] {2, 3}, 4 / 12., 8 / 12., 0, 9 / 12., 3 / 12., 0));
  }

  private static Stream<SetLoss> losses() {
    return Stream.of(
        SetLoss.squaredError(),
        TransportLoss.exact(),
        new TransportLoss(new Sinkhorn(.01, 500, 1e-9)),
        new EnergyLoss());
  }

  /** Sinkhorn's value leaves the entropy out, so that it is no minimum. */
  private static Stream<SetLoss> exactLosses() {
    return Stream.of(SetLoss.squaredError(), TransportLoss.exact(), new EnergyLoss());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void paddingTakesNoPartInAnyMean(SetLoss loss) {
    assertThat(loss.of(random(true)).toDoubles())
        .containsExactly(loss.of(random(false)).toDoubles(), within(1e-9));
  }

  /** §7: four corners, two centres of half the mass: both mixed points cost 1. */
  @Test
  void theTransportOfCornersCostsAHalf() {
    SetLoss.Predicted corners =
        new SetLoss.Predicted(
            tensor(new long[] {1, 4, 2}, 0, 0, 1, 0, 0, 1, 1, 1),
            tensor(new long[] {1, 4, 2}, 0, 0, 0, 0, 1, 1, 1, 1),
            null,
            tensor(new long[] {1, 2, 2}, 0, 0, 1, 1),
            tensor(new long[] {1, 2}, .5, .5));
    assertThat(TransportLoss.exact().of(corners).item()).isCloseTo(.5, within(1e-12));
    assertThat(SetLoss.squaredError().of(corners).item()).isCloseTo(.5, within(1e-12));
  }

  /** Additions 31: the labels' plan is one of those that are allowed. */
  @Test
  void theTransportCostsNoMoreThanTheSquaredError() {
    double[] transport = TransportLoss.exact().of(random(false)).toDoubles();
    double[] squared = SetLoss.squaredError().of(random(false)).toDoubles();
    for (int s = 0; s < 2; s++) {
      assertThat(transport[s]).isLessThanOrEqualTo(squared[s] + 1e-12).isPositive();
    }
    SetLoss.Predicted r = random(false);
    SetLoss.Predicted right =
        new SetLoss.Predicted(r.targets(), r.targets(), null, r.centres(), r.masses());
    assertThat(TransportLoss.exact().of(right).toDoubles())
        .containsExactly(new double[] {0, 0}, within(1e-12));
    assertThat(new EnergyLoss().of(right).toDoubles())
        .containsExactly(new double[] {0, 0}, within(1e-5));
  }

  /** Brute force over all assignments of five points to five centres. */
  @Test
  void withAsManyPointsAsCentresItIsTheCheapestAssignment() {
    Tensor y = Fill.tensor(torch, 'x', 5, 1, 5, 2);
    Tensor mu = Fill.tensor(torch, 'x', 6, 1, 5, 2);
    double[] masses = {.2, .2, .2, .2, .2};
    SetLoss.Predicted p = new SetLoss.Predicted(y, mu, null, mu, tensor(new long[] {1, 5}, masses));
    double[] a = y.toDoubles();
    double[] b = mu.toDoubles();
    double best = permute(new int[5], 0, 0, a, b);
    assertThat(TransportLoss.exact().of(p).item()).isCloseTo(best / 5, within(1e-9));
  }

  private static double permute(int[] used, int i, double cost, double[] a, double[] b) {
    if (i == 5) {
      return cost;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < 5; k++) {
      if (used[k] == 0) {
        used[k] = 1;
        double e = a[2 * i] - b[2 * k];
        double f = a[2 * i + 1] - b[2 * k + 1];
        best = Math.min(best, permute(used, i + 1, cost + e * e + f * f, a, b));
        used[k] = 0;
      }
    }
    return best;
  }

  @Test
  void aLittleEntropyCostsOnePercentAtMost() {
    double[] exact = TransportLoss.exact().of(random(false)).toDoubles();
    double[] near = new TransportLoss(new Sinkhorn(.003, 3000, 1e-9)).of(random(false)).toDoubles();
    for (int s = 0; s < 2; s++) {
      assertThat(near[s]).isCloseTo(exact[s], within(.01 * exact[s]));
    }
  }

  /** Additions 33: how wrong the masses are that arrive. */
  @Test
  void theErrorOfSinkhornFallsWithItsIterations() {
    SetLoss.Predicted r = random(false);
    double few = new TransportLoss(new Sinkhorn(.01, 2, 0)).solve(r).error().item();
    double many = new TransportLoss(new Sinkhorn(.01, 400, 0)).solve(r).error().item();
    assertThat(many).isLessThan(few).isLessThan(.01);
    assertThat(TransportLoss.exact().solve(r).error().item()).isZero();
  }

  @Test
  void aDividedPointCostsTheVarianceOfItsGoals() {
    Matrix points = Matrix.of(new double[] {0, 1, 2}, 3, 1);
    Matrix centres = Matrix.of(new double[] {0, 3}, 2, 1);
    double cost = TransportLoss.exact().plan(points, centres, new double[] {.5, .5}).cost() / 3;
    SetLoss.Predicted p =
        new SetLoss.Predicted(
            tensor(new long[] {1, 3, 1}, 0, 1, 2),
            tensor(new long[] {1, 3, 1}, 0, 0, 3),
            null,
            tensor(new long[] {1, 2, 1}, 0, 3),
            tensor(new long[] {1, 2}, .5, .5));
    // The middle point goes half to 0, half to 3: (0 + (1 + 4)/2 + 1)/3.
    assertThat(cost).isCloseTo(3.5 / 3, within(1e-9));
    assertThat(TransportLoss.exact().of(p).item()).isCloseTo(cost, within(1e-9));
  }

  /** The gradient with the plan held is that of the minimum: finite differences. */
  @ParameterizedTest
  @MethodSource("exactLosses")
  void gradientsAreThoseOfFiniteDifferences(SetLoss loss) {
    SetLoss.Predicted r = random(false);
    Tensor leaf = torch.leaf(r.predictions());
    Tensor sum = loss.of(with(r, leaf)).sum();
    double[] gradient = torch.gradients(sum, List.of(leaf)).get(0).toDoubles();
    double[] at = r.predictions().toDoubles();
    for (int i : new int[] {0, 7, 23, 30, 47}) {
      double h = 1e-5;
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += h;
      down[i] -= h;
      double slope =
          (loss.of(with(r, tensor(r.predictions().shape(), up))).sum().item()
                  - loss.of(with(r, tensor(r.predictions().shape(), down))).sum().item())
              / (2 * h);
      assertThat(gradient[i]).isCloseTo(slope, within(1e-6));
    }
  }

  private static SetLoss.Predicted with(SetLoss.Predicted r, Tensor y) {
    return new SetLoss.Predicted(y, r.targets(), r.mask(), r.centres(), r.masses());
  }

  /** §7: the mean logarithm of .5 and 2 is 0; ten decibels count ten times. */
  @Test
  void lossesOfSetsAreNormalised() {
    Tensor losses = tensor(new long[] {2}, .5, 2);
    Tensor snr = tensor(new long[] {2}, 10, 10);
    assertThat(new Normalization.Log().mean(losses, snr).item()).isCloseTo(0, within(1e-7));
    assertThat(new Normalization.SnrPower(1).mean(losses, snr).item())
        .isCloseTo(12.5, within(1e-6));
    assertThat(new Normalization.SnrPower(0).mean(losses, snr).item())
        .isCloseTo(1.25, within(1e-7));
    assertThat(new Normalization.None().mean(losses, snr).item()).isEqualTo(1.25);
  }

  /** One prediction and one centre: twice their distance. */
  @Test
  void theEnergyOfTwoPointsIsTwiceTheirDistance() {
    SetLoss.Predicted p =
        new SetLoss.Predicted(
            tensor(new long[] {1, 1, 2}, 3, 4),
            tensor(new long[] {1, 1, 2}, 0, 0),
            null,
            tensor(new long[] {1, 1, 2}, 0, 0),
            tensor(new long[] {1, 1}, 1));
    assertThat(new EnergyLoss().of(p).item()).isCloseTo(10, within(1e-5));
  }
}
