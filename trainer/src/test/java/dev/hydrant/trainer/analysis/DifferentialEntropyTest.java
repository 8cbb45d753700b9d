package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DifferentialEntropyTest {
  private static Matrix normal(int n, int d, double sigma) {
    SplittableRandom random = new SplittableRandom(5);
    double[] x = new double[n * d];
    for (int i = 0; i < x.length; i++) {
      x[i] = sigma * random.nextGaussian();
    }
    return Matrix.of(x, n, d);
  }

  /** d/2·ln(2πe·σ²); the estimate's deviation is about √(ψ′(k) + d/2) / √n. */
  @Test
  void aNormalDensityHasItsEntropy() {
    for (int d = 1; d <= 3; d++) {
      for (double sigma : new double[] {0.1, 2}) {
        assertThat(DifferentialEntropy.nats(normal(1500, d, sigma), 5, 1e-12))
            .as("d = %d, sigma = %s", d, sigma)
            .isCloseTo(d / 2.0 * Math.log(2 * Math.PI * Math.E * sigma * sigma), within(0.12));
      }
    }
  }

  /** Twice the size adds d·ln 2 exactly. */
  @Test
  void entropyGrowsWithTheLogarithmOfTheSize() {
    double one = DifferentialEntropy.nats(normal(60, 2, 1), 3, 1e-12);
    double two = DifferentialEntropy.nats(normal(60, 2, 2), 3, 1e-12);
    assertThat(two - one).isCloseTo(2 * Math.log(2), within(1e-12));
  }

  /** By hand: 0, 1 and 3 have neighbours at 1, 1 and 2; ψ(3) − ψ(1) = 3/2, and V_1 = 2. */
  @Test
  void threePointsByHand() {
    assertThat(DifferentialEntropy.nats(Matrix.of(new double[] {0, 1, 3}, 3, 1), 1, 1e-12))
        .isCloseTo(1.5 + Math.log(2) + Math.log(2) / 3, within(1e-12));
  }

  @Test
  void pointsThatCoincideCountAsTheLeastDistance() {
    Matrix same = Matrix.of(new double[6], 6, 1);
    assertThat(DifferentialEntropy.nats(same, 5, 1e-3))
        .isCloseTo(DifferentialEntropy.nats(same, 5, 1) + Math.log(1e-3), within(1e-12));
    assertThatThrownBy(() -> DifferentialEntropy.nats(same, 6, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
