package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedOpsTest {
  private final EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64);

  @AfterEach
  void close() {
    torch.close();
  }

  @Test
  void rotaryTurnsPairsAndKeepsLengths() {
    Tensor x = torch.linspace(-1, 1, 2 * 3 * 4).view(2, 3, 4);
    Tensor angle = torch.linspace(0, 2, 6).view(3, 2);
    GradientCheck.run(torch, in -> in.get(0).rotary(angle.cos(), angle.sin()), List.of(x));
    Tensor y = x.rotary(angle.cos(), angle.sin());
    assertThat(y.square().sum(-1).toDoubles())
        .containsExactly(x.square().sum(-1).toDoubles(), within(1e-12));
    assertThat(y.rotary(angle.cos(), angle.sin().neg()).toDoubles())
        .containsExactly(x.toDoubles(), within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 0.1", "2, 0.1"})
  void wholeLogitsGiveTheSameCrossEntropyAndGradients(double cap, double z) {
    Tensor x = torch.linspace(-1, 1, 24).view(6, 4).sin();
    Tensor w = torch.linspace(-2, 1, 20).view(5, 4).cos();
    Tensor targets = torch.tensor(new long[] {0, 3, 1, -100, 2, 4}, 6);
    double chunked = x.linearCrossEntropy(w, targets, cap, z).item();
    torch.wholeLogits(true);
    GradientCheck.run(
        torch, in -> in.get(0).linearCrossEntropy(in.get(1), targets, cap, z), List.of(x, w));
    assertThat(x.linearCrossEntropy(w, targets, cap, z).item()).isCloseTo(chunked, within(1e-12));
  }

  @Test
  void wholeLogitsGiveTheSameRowsAndGradients() {
    Tensor x = torch.linspace(-1, 1, 12).view(3, 4).sin();
    Tensor w = torch.linspace(-2, 1, 24).view(6, 4).cos();
    Tensor picks = torch.tensor(new long[] {0, 4, 2, 2, 1, 3}, 3, 2);
    Tensor keep = torch.tensor(new long[] {1, 0, 1}, 3).gt(0);
    Tensor rho = torch.tensor(new double[] {0.5, 2, 3}, 3);
    Tensor without = torch.tensor(new long[] {1, 0, 4}, 3);
    UnaryOperator<List<Tensor>> rows =
        in -> {
          var r = in.get(0).linearRows(in.get(1), 5, picks, keep, rho, without);
          return List.of(r.logsumexp(), r.picked(), r.spread());
        };
    List<double[]> chunked = rows.apply(List.of(x, w)).stream().map(Tensor::toDoubles).toList();
    torch.wholeLogits(true);
    List<Tensor> whole = rows.apply(List.of(x, w));
    for (int i = 0; i < 3; i++) {
      assertThat(whole.get(i).toDoubles()).containsExactly(chunked.get(i), within(1e-12));
    }
    GradientCheck.run(
        torch,
        in -> rows.apply(in).stream().map(t -> t.sin().sum()).reduce(Tensor::add).orElseThrow(),
        List.of(x, w));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1, 1", "2, 0.1, 1", "30, 0.1, 20", "100, 0.1, 1", "100, 0, 90", "0, 0.1, 500"})
  void theZLossAddsTheSquareOfTheLogSumExp(double cap, double z, double size) {
    Tensor x = torch.linspace(-1, 1, 24).view(6, 4).sin();
    Tensor w = torch.linspace(-2, 1, 20).view(5, 4).cos();
    Tensor targets = torch.tensor(new long[] {0, 3, 1, -100, 2, 4}, 6);
    double down = 1 / (size * size);
    GradientCheck.run(
        torch,
        in -> in.get(0).mul(size).linearCrossEntropy(in.get(1), targets, cap, z).mul(down),
        List.of(x, w));

    Tensor logits = x.mul(size).linear(w);
    Tensor limited = cap > 0 ? logits.div(cap).tanh().mul(cap) : logits;
    Tensor valid = targets.ne(-100).to(DType.FLOAT64);
    Tensor square = limited.logsumexp(-1).square().mul(valid).sum().div(5);
    double expected = limited.crossEntropy(targets).add(square.mul(z)).item();
    assertThat(x.mul(size).linearCrossEntropy(w, targets, cap, z).item())
        .isCloseTo(expected, within(1e-10 * Math.max(1, expected)));
  }
}
