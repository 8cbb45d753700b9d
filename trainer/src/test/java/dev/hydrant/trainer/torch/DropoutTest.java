package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which values are dropped, and what becomes of the others. */
class DropoutTest {
  private static final int ROWS = 201;
  private static final int COLUMNS = 499; // together no multiple of four

  private static double[] dropped(EagerTorch torch, double p) {
    torch.randomKey(3, 1);
    return torch.random("dropout").dropout(torch.ones(ROWS, COLUMNS), p).toDoubles();
  }

  @Test
  void aShareIsDroppedAndTheMeanStays() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      for (double p : new double[] {0.1, 0.5, 0.9}) {
        double[] values = dropped(torch, p);
        double zeros = Arrays.stream(values).filter(v -> v == 0).count();
        assertThat(zeros / values.length).isCloseTo(p, within(0.005));
        assertThat(Arrays.stream(values).max().orElseThrow()).isCloseTo(1 / (1 - p), within(1e-3));
        // Neighbours share random bits, but not their fate: P(both) = P².
        double both = 0;
        for (int i = 1; i < values.length; i++) {
          both += values[i] == 0 && values[i - 1] == 0 ? 1 : 0;
        }
        assertThat(both / (values.length - 1)).isCloseTo(p * p, within(0.006));
      }
    }
  }

  @Test
  void recordedAndAtOnceTheSameAreDropped() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      double[] values = dropped(torch, 0.3);
      assertThat(dropped(torch, 0.3)).isEqualTo(values);
      Trace t = new Trace(torch);
      Tensor x = t.random("dropout").dropout(t.ones(ROWS, COLUMNS), 0.3);
      try (Program p = t.program().output(x).compile(torch);
          TensorList none = new TensorList(List.of())) {
        torch.randomKey(3, 1);
        assertThat(p.run(List.of(), none, none, 0).get(0).toDoubles()).isEqualTo(values);
      }
      assertThat(torch.random("dropout").dropout(torch.ones(2), 0).toDoubles())
          .containsExactly(1, 1);
    }
  }
}
